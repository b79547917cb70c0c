/// Lets a few tests at once use the machine: each starts containers and dozens of programs, and what waits for its turn
/// doesn't run into its deadlines.
actor Turns {
    static let shared = Turns(3)

    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) { free = count }

    @TaskLocal private static var isTaken = false

    /// Does work in a turn; who has one and asks for another goes on with the one.
    nonisolated func whileTaken(_ work: () async throws -> Void) async throws {
        if Self.isTaken { return try await work() }
        await take()
        let outcome: Result<Void, any Error>
        do {
            outcome = .success(try await Self.$isTaken.withValue(true) { try await work() })
        } catch {
            outcome = .failure(error)
        }
        await giveBack()
        try outcome.get()
    }

    private func take() async {
        guard free == 0 else {
            free -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    private func giveBack() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}
