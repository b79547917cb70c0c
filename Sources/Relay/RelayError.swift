/// Why an instance can't have its addresses, ports or names.
public enum RelayError: Error, Hashable, Sendable {
    /// The host lacks what a bridge network needs.
    case unavailable(reason: String)
    /// No private range is free of the host's routes and addresses.
    case noSubnet
    /// Every address of the network is given out.
    case noAddress(network: String)
    /// A publication isn't one; the text is as it was given.
    case badPublication(text: String, reason: String)
    /// Someone else has the host's port.
    case portTaken(port: PublishedPort, holder: PortHolder)
    /// A plugin refused, with its own code and words.
    case plugin(CNIError)
    /// The kernel or the file system refused; the action says what was tried.
    case system(action: String, reason: String)
}

extension RelayError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unavailable(let reason): "no bridge network on this host: \(reason)"
        case .noSubnet: "no private IPv4 range of 256 addresses is free of the host's routes"
        case .noAddress(let network): "every address of the network \(network) is given out"
        case .badPublication(let text, let reason): "`\(text)` can't be published: \(reason)"
        case .portTaken(let port, let holder):
            "port \(port.hostPort)/\(port.transport.rawValue) of the host is taken by \(holder)"
        case .plugin(let error): error.description
        case .system(let action, let reason): "can't \(action): \(reason)"
        }
    }
}
