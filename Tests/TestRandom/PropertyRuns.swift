import Foundation

/// How often a property is tried, and with which seeds.
///
/// `EMERGENCE_PROPERTY_RUNS` times (200 in CI, 50 elsewhere; ``many`` where each is quick), from the seed `EMERGENCE_PROPERTY_SEED` on, else from a
/// random one. A test that fails says the seed that it failed with.
public enum PropertyRuns {
    public static let count = given ?? (isCI ? 200 : 50)

    /// How often a property is tried that is worth the time: 10,000 times in CI, 500 elsewhere.
    public static let many = given ?? (isCI ? 10_000 : 500)

    /// The first seed.
    public static let first = number("EMERGENCE_PROPERTY_SEED") ?? .random(in: 0...0xFFFF_FFFF)

    /// ``count`` of them.
    public static let seeds = first..<first + UInt64(count)

    private static let given = number("EMERGENCE_PROPERTY_RUNS").map { Int(clamping: $0) }

    private static let isCI = ProcessInfo.processInfo.environment["CI"] == "true"

    private static func number(_ name: String) -> UInt64? {
        ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
    }
}
