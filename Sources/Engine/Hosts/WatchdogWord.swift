import ConfigurationGraph
import Files
import Foundation
import Glibc
import Runtime

/// What an agent tells its watchdog: until when its lease holds, by the machine's clock and for this boot.
///
/// It is always of one length and written over what was there, so that a full disk doesn't keep it from being written.
struct WatchdogWord: Sendable {
    private let path: String

    init(in state: StateDirectory) { path = "\(state.run)/lease" }

    /// - Throws: `FileError`.
    func write(_ until: Moment) throws {
        let file = try check("open", path) { open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600) }
        defer { close(file) }
        let digits = String(max(0, until.milliseconds))
        let line = "\(BootClock.boot) \(String(repeating: "0", count: max(0, 19 - digits.count)))\(digits)\n"
        try Array(line.utf8).withUnsafeBytes { try writeAll($0, to: file, at: 0, path) }
    }

    /// Nil where nothing was written in this boot, or is just being written.
    func read() -> Moment? {
        let text = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let words = text.split(separator: "\n", omittingEmptySubsequences: false).first?.split(separator: " ") ?? []
        guard words.count == 2, words[0] == BootClock.boot, words[1].count == 19, text.hasSuffix("\n") else {
            return nil
        }
        return Int64(words[1]).map { Moment(milliseconds: $0) }
    }
}
