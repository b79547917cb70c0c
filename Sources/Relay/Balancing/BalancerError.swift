/// Why HAProxy can't do what it should.
public enum BalancerError: Error, Hashable, Sendable {
    /// It isn't on this machine.
    case notInstalled
    /// The paths of its sockets would be longer than the kernel takes.
    case pathTooLong(path: String, limit: Int)
    /// It doesn't take its configuration, with its own words: a port that is taken, most of all.
    case refused(reason: String)
    /// It refused a command, with its own words.
    case command(text: String, answer: String)
    /// A socket or file of its folder can't be used.
    case system(action: String, reason: String)
}

extension BalancerError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .notInstalled: "haproxy isn't on this machine"
        case .pathTooLong(let path, let limit): "\(path) is longer than \(limit) bytes, too long for a socket"
        case .refused(let reason): "haproxy doesn't start: \(reason)"
        case .command(let text, let answer): "haproxy refused '\(text)': \(answer)"
        case .system(let action, let reason): "can't \(action): \(reason)"
        }
    }
}
