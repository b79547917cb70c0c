import ConfigurationGraph

/// Works something out and commits it, anew for as long as somebody else is first.
///
/// - Parameter doing: what was done to it, for who is told that it never came to an end.
/// - Throws: ``Failure`` after many attempts, and what an attempt throws.
func untilUndisturbed<Value>(_ doing: String, _ attempt: () async throws -> Value) async throws -> Value {
    for _ in 0..<20 {
        do { return try await attempt() } catch let error as TransactionError where error.isLostRace {
            continue
        }
    }
    throw Failure(.conflict, "the graph kept changing while this was \(doing)", hint: "try again")
}
