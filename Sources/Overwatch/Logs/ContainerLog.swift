import Foundation

/// What an instance has written, as conmon keeps it: `TIME stdout F text`, or `P` for a part of a line.
public struct ContainerLog: Sendable {
    /// One line of an instance's output.
    public struct Entry: Hashable, Sendable {
        /// When it was written (RFC 3339).
        public var time: String
        /// `stdout` or `stderr`.
        public var stream: String
        public var text: String
    }

    private let files: [String]

    /// - Parameter files: the log's files, the oldest first.
    public init(files: [String]) { self.files = files }

    /// The lines that are there, those of a time on, and of these the last.
    ///
    /// - Parameters:
    ///   - since: in milliseconds since 1970.
    ///   - tail: at the most so many.
    /// - Throws: what reading a file throws.
    public func entries(since: Int64? = nil, tail: Int? = nil) throws -> [Entry] {
        var parser = LogParser()
        var entries: [Entry] = []
        for file in files {
            guard let data = FileManager.default.contents(atPath: file) else { continue }
            entries += parser.parse(data)
        }
        if let since {
            let start = Date(timeIntervalSince1970: Double(since) / 1000)
            entries = entries.filter { (LogParser.date(of: $0.time) ?? .distantFuture) >= start }
        }
        return tail.map { Array(entries.suffix($0)) } ?? entries
    }

    /// The lines that are there, and those that come, until the task is cancelled.
    ///
    /// The newest file is looked at every tenth of a second; when it has become shorter it was begun anew.
    public func following(since: Int64? = nil, tail: Int? = nil) -> AsyncThrowingStream<Entry, any Error> {
        AsyncThrowingStream { continuation in
            let task = Task {
                do {
                    var parser = LogParser()
                    var offset = size
                    for entry in try entries(since: since, tail: tail) { continuation.yield(entry) }
                    while true {
                        try await Task.sleep(for: .milliseconds(100))
                        if size < offset { offset = 0 }
                        let data = try read(from: offset)
                        offset += UInt64(data.count)
                        for entry in parser.parse(data) { continuation.yield(entry) }
                    }
                } catch {
                    continuation.finish(throwing: error is CancellationError ? nil : error)
                }
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }

    private var newest: String? { files.last }

    private var size: UInt64 {
        let attributes = newest.flatMap { try? FileManager.default.attributesOfItem(atPath: $0) }
        return (attributes?[.size] as? NSNumber)?.uint64Value ?? 0
    }

    private func read(from offset: UInt64) throws -> Data {
        guard let newest, let handle = FileHandle(forReadingAtPath: newest) else { return Data() }
        defer { try? handle.close() }
        try handle.seek(toOffset: offset)
        return try handle.readToEnd() ?? Data()
    }
}

/// Turns a log file's bytes into lines; what is no whole line yet waits for more.
struct LogParser {
    private var rest = Data()
    private var parts: [String: String] = [:]

    mutating func parse(_ data: Data) -> [ContainerLog.Entry] {
        rest.append(data)
        guard let end = rest.lastIndex(of: 10) else { return [] }
        let whole = rest[...end]
        rest = Data(rest[(end + 1)...])
        return whole.split(separator: 10).compactMap { entry(of: String(decoding: $0, as: UTF8.self)) }
    }

    static func date(of time: String) -> Date? {
        // conmon writes nanoseconds, of which Foundation reads milliseconds.
        guard let point = time.firstIndex(of: ".") else { return try? Date(time, strategy: .iso8601) }
        let zone = time[point...].drop { $0 == "." || $0.isNumber }
        return try? Date(String(time[..<point]) + zone, strategy: .iso8601)
    }

    private mutating func entry(of line: String) -> ContainerLog.Entry? {
        let words = line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false).map(String.init)
        guard words.count >= 3 else { return nil }
        let text = parts.removeValue(forKey: words[1], default: "") + (words.count > 3 ? words[3] : "")
        if words[2] == "P" {
            parts[words[1]] = text
            return nil
        }
        return ContainerLog.Entry(time: words[0], stream: words[1], text: text)
    }
}

extension Dictionary where Value == String {
    fileprivate mutating func removeValue(forKey key: Key, default value: String) -> String {
        removeValue(forKey: key) ?? value
    }
}
