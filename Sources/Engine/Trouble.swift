/// What goes wrong in work that is done again and again: it is told once for as long as it is the same.
struct Trouble {
    private var told: String?

    /// Tells of it if it is new; of nothing where the work was only cancelled.
    mutating func tell(_ error: any Error, _ events: EventHandler) {
        if let message = news(of: error) { events(.note(message)) }
    }

    /// What is to be told of an error; nil if that is told already, and where the work was only cancelled.
    mutating func news(of error: any Error) -> String? {
        guard !Task.isCancelled, !(error is CancellationError) else { return nil }
        let message = Failure(describing: error).message
        defer { told = message }
        return told == message ? nil : message
    }
}
