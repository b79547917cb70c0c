/// A container runtime on this machine: which it is, and how it's called.
public struct RuntimeProgram: Hashable, Sendable, Codable {
    public enum Kind: String, Hashable, Sendable, Codable {
        case crun, runc
    }

    public var kind: Kind
    /// The program itself.
    public var path: String
    /// What is called: the program, or a script around it where the program alone doesn't work on this machine.
    public var command: String
    /// Its version, as `1.8.1`.
    public var version: String

    public init(kind: Kind, path: String, command: String, version: String) {
        self.kind = kind
        self.path = path
        self.command = command
        self.version = version
    }
}
