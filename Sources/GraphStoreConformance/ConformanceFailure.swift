/// Where a store breaks its promise.
public struct ConformanceFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// The promise.
    public let check: String
    /// What happened instead.
    public let problem: String

    init(_ problem: String, check: String = "") {
        self.check = check
        self.problem = problem
    }

    func of(_ check: String) -> ConformanceFailure { ConformanceFailure(problem, check: check) }

    public var description: String { "not kept: \(check): \(problem)" }
}

func require(_ condition: Bool, _ problem: @autoclosure () -> String) throws {
    guard condition else { throw ConformanceFailure(problem()) }
}

func requireEqual<Value: Equatable>(_ found: Value, _ promised: Value, _ what: @autoclosure () -> String) throws {
    guard found != promised else { return }
    throw ConformanceFailure("\(what()): found \(found), not \(promised)")
}

/// Requires that work throws a certain error.
func requireThrows<Failure: Error & Equatable>(
    _ promised: Failure, _ what: String, _ work: () async throws -> some Any
) async throws {
    do {
        _ = try await work()
    } catch let error as Failure {
        return try requireEqual(error, promised, what)
    }
    throw ConformanceFailure("\(what): nothing was thrown, not \(promised)")
}
