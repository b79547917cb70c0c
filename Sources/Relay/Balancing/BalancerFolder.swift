/// Where HAProxy's files and sockets lie: a folder in the state directory.
public struct BalancerFolder: Hashable, Sendable {
    public let path: String

    /// The folder of a state directory.
    public init(stateDirectory: String) {
        path = stateDirectory + "/run/haproxy"
    }

    /// HAProxy's configuration.
    var configuration: String { path + "/haproxy.cfg" }
    /// The socket that it takes commands on.
    var commands: String { path + "/admin.sock" }
    /// The number of its process.
    var processID: String { path + "/pid" }

    /// The most that a socket's path may have: sun_path holds 108 bytes with the final zero, and HAProxy adds a suffix
    /// of up to 16 while it makes one.
    private static let longestPath = 91

    /// Checks that sockets can be made here.
    ///
    /// - Throws: ``BalancerError/pathTooLong(path:limit:)``.
    func check() throws(BalancerError) {
        guard commands.utf8.count <= Self.longestPath else {
            throw .pathTooLong(path: commands, limit: Self.longestPath)
        }
    }
}
