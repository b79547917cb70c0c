/// Gives out a growing log line by line.
actor LogFollower {
    private let log: ContainerLog
    private let since: Int64?
    private let tail: Int?
    private let isOver: @Sendable () async throws -> Bool
    private var reader: LogReader?
    private var waiting: ArraySlice<ContainerLog.Entry> = []
    private var isDone = false

    init(
        log: ContainerLog, since: Int64?, tail: Int?, isOver: @escaping @Sendable () async throws -> Bool
    ) {
        self.log = log
        self.since = since
        self.tail = tail
        self.isOver = isOver
    }

    /// The next line, as soon as there is one; nil when there will be none, or the task is cancelled.
    func next() async throws -> ContainerLog.Entry? {
        while true {
            if let entry = waiting.popFirst() { return entry }
            if isDone || Task.isCancelled { return nil }
            // Asked before the last look, so that what was written just before the end isn't missed.
            let isOver = try await isOver()
            try read()
            guard waiting.isEmpty else { continue }
            if isOver {
                waiting = (reader?.unfinished() ?? [])[...]
                isDone = true
            } else {
                try? await Task.sleep(for: .milliseconds(100))
            }
        }
    }

    /// Reads on until there are lines or the log's present end is reached.
    private func read() throws {
        let reader = try self.reader ?? firstLook()
        self.reader = reader
        while waiting.isEmpty, let batch = try reader.nextBatch() { waiting = batch[...] }
    }

    /// Begins to read. The tail is taken of what is there now, so what comes later isn't cut.
    private func firstLook() throws -> LogReader {
        let reader = try LogReader(log, since: since, tail: tail)
        guard let tail else { return reader }
        var entries: [ContainerLog.Entry] = []
        while let batch = try reader.nextBatch() { entries += batch }
        waiting = entries.suffix(tail)
        return reader
    }
}
