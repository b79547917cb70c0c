import Foundation
import Glibc
import Overwatch

/// A log that a test writes as conmon does: appending, and putting an empty file in the full one's place.
final class LogFixture: Sendable {
    let path: String

    init() throws {
        let folder = FileManager.default.temporaryDirectory.path + "/log-\(UUID())"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        path = "\(folder)/ctr.log"
    }

    deinit { try? FileManager.default.removeItem(atPath: (path as NSString).deletingLastPathComponent) }

    /// The log's files as they are now, the oldest first.
    var files: [String] {
        let older = (1...9).reversed().map { "\(path).\($0)" }
        return (older + [path]).filter(FileManager.default.fileExists)
    }

    var log: ContainerLog { ContainerLog { [self] in files } }

    func append(_ text: String) throws {
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        defer { close(descriptor) }
        guard write(descriptor, text, text.utf8.count) == text.utf8.count else { throw POSIXError(.EIO) }
    }

    /// Moves the file aside, keeping so many, and begins a new one.
    func rotate(keeping count: Int = 9) throws {
        unlink("\(path).\(count)")
        for number in stride(from: count - 1, through: 1, by: -1) {
            rename("\(path).\(number)", "\(path).\(number + 1)")
        }
        link(path, "\(path).1")
        try Data().write(to: URL(fileURLWithPath: "\(path).tmp"))
        rename("\(path).tmp", path)
    }

    static func line(_ text: String, second: Int = 0, stream: String = "stdout", tag: String = "F") -> String {
        let time = "2026-11-24T08:\(pad(second / 60 % 60)):\(pad(second % 60)).713090497+00:00"
        return "\(time) \(stream) \(tag) \(text)\n"
    }

    private static func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
