/// What somebody asks for who wants to look into an instance.
public struct DebugRequest: Hashable, Sendable {
    /// The longest that a debug variant may live, in seconds: a week.
    public static let longest = 7 * 86_400

    /// The instance, or an automaton that has one.
    public var name: String
    /// How long the variant may live, in seconds.
    public var seconds: Int
    /// What for.
    public var reason: String?
    /// Whether it has a busybox at `/.emergence/busybox`.
    public var shell: Bool
    /// What runs in place of the instance's command; empty for that.
    public var program: [String]

    public init(name: String, seconds: Int, reason: String? = nil, shell: Bool = false, program: [String] = []) {
        self.name = name
        self.seconds = seconds
        self.reason = reason
        self.shell = shell
        self.program = program
    }
}
