/// A program to run in a container beside its first process.
public struct ExecRequest: Hashable, Sendable {
    /// The program and its words.
    public var arguments: [String]
    /// Variables as `NAME=value`, over those of the container's configuration.
    public var environment: [String]
    /// The folder it runs in; nil for the configuration's.
    public var workingDirectory: String?
    /// Whether it gets a terminal of its own, joined to the one that this process has.
    public var terminal: Bool
    /// Whether it reads this process's standard input.
    public var interactive: Bool
    /// Whether nobody wants to see what it writes, as with a probe.
    public var silent: Bool

    public init(
        arguments: [String], environment: [String] = [], workingDirectory: String? = nil, terminal: Bool = false,
        interactive: Bool = true, silent: Bool = false
    ) {
        self.arguments = arguments
        self.environment = environment
        self.workingDirectory = workingDirectory
        self.terminal = terminal
        self.interactive = interactive
        self.silent = silent
    }
}
