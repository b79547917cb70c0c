import Foundation

/// How often a property is tried, and with which seeds.
///
/// `EMERGENCE_PROPERTY_RUNS` times (200 in CI, 50 elsewhere), from the seed `EMERGENCE_PROPERTY_SEED` on, else from a
/// random one. A test that fails says the seed that it failed with.
public enum PropertyRuns {
    public static let count =
        number("EMERGENCE_PROPERTY_RUNS").map { Int(clamping: $0) }
        ?? (ProcessInfo.processInfo.environment["CI"] == "true" ? 200 : 50)

    /// The first seed.
    public static let first = number("EMERGENCE_PROPERTY_SEED") ?? .random(in: 0...0xFFFF_FFFF)

    /// All of them.
    public static let seeds = first..<first + UInt64(count)

    private static func number(_ name: String) -> UInt64? {
        ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
    }
}
