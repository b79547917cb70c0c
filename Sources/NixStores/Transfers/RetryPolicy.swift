/// How often, and after how long, a cache is asked again that failed in a way that may pass.
public struct RetryPolicy: Hashable, Sendable {
    /// How often it is asked at the most.
    public var attempts: Int
    /// How long is waited before it is asked the second time; each time after that twice as long.
    public var firstPause: Duration
    /// How long is waited at the most.
    public var longestPause: Duration

    /// Five times within eight seconds by default.
    public init(
        attempts: Int = 5, firstPause: Duration = .milliseconds(500), longestPause: Duration = .seconds(8)
    ) {
        self.attempts = attempts
        self.firstPause = firstPause
        self.longestPause = longestPause
    }

    /// How long is waited after so many attempts; nil if that is enough.
    public func pause(after attempts: Int) -> Duration? {
        guard attempts < self.attempts else { return nil }
        var pause = firstPause
        for _ in 1..<max(attempts, 1) where pause < longestPause { pause *= 2 }
        return min(pause, longestPause)
    }
}
