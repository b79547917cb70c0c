/// What an instance has written, as conmon keeps it: lines of `TIME stdout F text`, in files that follow each other.
public struct ContainerLog: Sendable {
    /// One line of an instance's output.
    public struct Entry: Hashable, Sendable {
        /// When it was written, or the first part of it (RFC 3339).
        public var time: String
        /// `stdout` or `stderr`.
        public var stream: String
        public var text: String
    }

    let files: @Sendable () throws -> [String]

    /// A log whose files may be moved aside and begun anew while it is read.
    ///
    /// - Parameter files: asked whenever it matters which files there are; they are in order, the oldest first.
    public init(files: @escaping @Sendable () throws -> [String]) { self.files = files }

    /// A log in files that keep their names.
    ///
    /// - Parameter files: in order, the oldest first.
    public init(files: [String]) { self.init { files } }

    /// The lines that are there. What isn't a line of such a log, as after a power cut, is passed over.
    ///
    /// - Parameters:
    ///   - since: only those from that time on, in milliseconds since 1970.
    ///   - tail: only the last of them, at the most so many; they are found from the log's end.
    /// - Throws: what finding or reading the files throws.
    public func entries(since: Int64? = nil, tail: Int? = nil) throws -> [Entry] {
        let reader = try LogReader(self, since: since, tail: tail)
        var entries: [Entry] = []
        while let batch = try reader.nextBatch() { entries += batch }
        entries += reader.unfinished()
        return tail.map { Array(entries.suffix($0)) } ?? entries
    }

    /// The lines that are there, and those that come, none lost and none twice, whatever files are moved aside
    /// meanwhile and kept.
    ///
    /// They are read as they are asked for. The files are looked at every tenth of a second: that costs a stat(2),
    /// while inotify would need a thread, and tell of nothing sooner that a reader would notice.
    ///
    /// - Parameters:
    ///   - since: only those from that time on, in milliseconds since 1970.
    ///   - tail: only the last of those that are there, at the most so many.
    ///   - isOver: whether nothing more will be written; what was written until then is still read.
    public func following(
        since: Int64? = nil, tail: Int? = nil, until isOver: @escaping @Sendable () async throws -> Bool = { false }
    ) -> AsyncThrowingStream<Entry, any Error> {
        let follower = LogFollower(log: self, since: since, tail: tail, isOver: isOver)
        return AsyncThrowingStream(unfolding: { try await follower.next() })
    }
}
