/// Reads a log's files one after another, and goes on with those that follow. Used by one task at a time.
final class LogReader {
    private let log: ContainerLog
    private let since: Int64?
    private var parser = LogParser()
    /// All files known, the oldest first. They are held open: a file's inode can then be given to no other, so a file
    /// that was moved is known again.
    private var known: [LogFile]
    /// Which of them is being read.
    private var place = 0

    init(_ log: ContainerLog, since: Int64?, tail: Int?) throws {
        self.log = log
        self.since = since
        known = try Self.open(log)
        if let tail { place = try LogTail.begin(in: known, count: tail) }
    }

    /// The next lines; nil at the log's present end.
    func nextBatch() throws -> [ContainerLog.Entry]? {
        while true {
            if known.indices.contains(place), let bytes = try known[place].read() {
                let entries = parser.parse(bytes).filter(isWanted)
                if !entries.isEmpty { return entries }
            } else if !(try advance()) {
                return nil
            }
        }
    }

    /// The lines whose end hasn't come: a prompt, or the last words of a process that ended.
    func unfinished() -> [ContainerLog.Entry] { parser.flush().filter(isWanted) }

    /// Goes to the next file; false if the one being read is still the newest and has nothing more.
    private func advance() throws -> Bool {
        if place + 1 < known.count {
            place += 1
            return true
        }
        let now = try Self.open(log)
        let current = known.indices.contains(place) ? known[place] : nil
        guard now.last?.inode != current?.inode || current == nil && !now.isEmpty else { return false }
        // Nobody writes to a file any more once it isn't the newest: what it has now is all.
        if let bytes = try current?.read() {
            current?.unread(bytes.count)
            return true
        }
        let old = Set(known.map(\.inode))
        let fresh = now.filter { !old.contains($0.inode) }
        known = known.filter { file in file === current || now.contains { $0.inode == file.inode } } + fresh
        guard !fresh.isEmpty else { return false }
        place = known.count - fresh.count
        return true
    }

    private func isWanted(_ entry: ContainerLog.Entry) -> Bool {
        guard let since else { return true }
        return LogTime.milliseconds(entry.time).map { $0 >= since } ?? true
    }

    /// Opens the files as they stand at one moment: if one was moved meanwhile, it is tried again.
    private static func open(_ log: ContainerLog) throws -> [LogFile] {
        var opened: [LogFile] = []
        for _ in 0..<10 {
            let paths = try log.files()
            opened = try paths.compactMap(LogFile.init(path:))
            let isStable = try log.files() == paths && opened.map(\.inode) == paths.compactMap(LogFile.inode(of:))
            if isStable { break }
        }
        var seen: Set<UInt64> = []
        return opened.filter { seen.insert($0.inode).inserted }
    }
}
