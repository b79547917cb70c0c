import Foundation
import OCI
import Runtime

/// Where observations are kept: the last ones in a file that is there whole or not at all, and points in two files of
/// lines, the older of which goes when the newer is full. So they take a bounded room.
struct ObservationFiles: Sendable {
    private let folder: String

    /// The most that each of the two files of points holds, in bytes.
    private static let limit: UInt64 = 4 << 20

    init(_ state: StateDirectory) {
        folder = state.run
    }

    private var last: String { folder + "/observations.json" }
    private var points: String { folder + "/observations.lines" }
    private var older: String { points + ".old" }

    /// Writes what was seen in one second.
    ///
    /// - Throws: what the file system throws.
    func write(_ observations: Observations, _ points: [TrafficPoint]) throws {
        try CanonicalJSON.encode(observations).write(to: URL(fileURLWithPath: last), options: .atomic)
        guard !points.isEmpty else { return }
        let files = FileManager.default
        if !files.fileExists(atPath: self.points) { _ = files.createFile(atPath: self.points, contents: nil) }
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: self.points))
        defer { try? handle.close() }
        let size = try handle.seekToEnd()
        let lines = try points.reduce(into: Data()) { $0 += try CanonicalJSON.encode($1) + [10] }
        try handle.write(contentsOf: lines)
        guard size > Self.limit else { return }
        try? files.removeItem(atPath: older)
        try files.moveItem(atPath: self.points, toPath: older)
    }

    /// What was seen last; nil if nothing ever was.
    func read() -> Observations? {
        FileManager.default.contents(atPath: last).flatMap { try? CanonicalJSON.decode(Observations.self, from: $0) }
    }

    /// The points since a time, in the order of their times. A line that was being written counts for nothing.
    func readPoints(since time: Double) -> [TrafficPoint] {
        [older, points].flatMap { path in
            (FileManager.default.contents(atPath: path) ?? Data()).split(separator: 10).compactMap { line in
                try? CanonicalJSON.decode(TrafficPoint.self, from: Data(line))
            }
        }.filter { $0.time >= time }
    }
}
