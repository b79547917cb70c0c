/// What goes wrong in work that is done again and again: it is told once for as long as it is the same.
struct Trouble {
    private var told: String?

    /// Tells of it if it is new; of nothing where the work was only cancelled.
    mutating func tell(_ error: any Error, _ events: EventHandler) {
        guard !Task.isCancelled, !(error is CancellationError) else { return }
        let message = Failure(describing: error).message
        if told != message { events(.note(message)) }
        told = message
    }
}
