/// A program to run to its end, with its words, its environment and what it reads.
///
/// It runs in a process group of its own: a terminal's Ctrl-C doesn't reach it directly, so that whoever runs it
/// decides. When the task is cancelled, or the time is up, the whole group gets SIGTERM, and after its ``grace`` SIGKILL.
public struct Command: Hashable, Sendable {
    /// A path, or a name to be looked up in PATH.
    public var program: String
    /// The words after the program's name.
    public var arguments: [String]
    /// Variables set over those of this process.
    public var environment: [String: String]
    /// What the program reads from its standard input.
    public var input: [UInt8]
    /// The most that is kept of each of its outputs, in bytes; more is an error.
    public var outputLimit: Int
    /// The longest that it may run; nil for no end.
    public var timeout: Duration?
    /// How long it has to end itself when it is asked to.
    public var grace: Duration = .seconds(2)
    /// Whether it gets SIGTERM when this process ends before it, be it killed. util-linux's setpriv sees to that; where it
    /// isn't, the program goes on.
    public var endsWithCaller = false

    public init(
        _ program: String, _ arguments: [String] = [], environment: [String: String] = [:], input: [UInt8] = [],
        outputLimit: Int = 16 << 20, timeout: Duration? = nil
    ) {
        self.program = program
        self.arguments = arguments
        self.environment = environment
        self.input = input
        self.outputLimit = outputLimit
        self.timeout = timeout
    }

    /// How a program ended, and what it said.
    public struct Result: Hashable, Sendable {
        /// Its exit status; 128 and the signal's number if a signal ended it, as shells have it.
        public let status: Int32
        public let output: String
        public let errorOutput: String
    }
}
