import CLinux
import Glibc

/// A process that can be told from a later one with the same number: by when it started, and in which boot.
struct ProcessIdentity: Hashable, Sendable, Codable {
    let pid: Int32
    /// In clock ticks since the machine's boot (proc(5), `/proc/PID/stat`, field 22).
    let startTime: UInt64
    let boot: String

    /// The process that has this number now; nil if there's none, or only one that ended.
    init?(of pid: Int32) {
        guard pid > 0, let startTime = Self.startTime(of: pid), let boot = Self.currentBoot else { return nil }
        self.pid = pid
        self.startTime = startTime
        self.boot = boot
    }

    /// The process whose number a file holds.
    init?(file path: String) {
        guard let pid = TextFile.trimmed(path).flatMap({ Int32($0) }) else { return nil }
        self.init(of: pid)
    }

    /// Whether this very process still runs.
    var isAlive: Bool { Self(of: pid) == self }

    /// A descriptor of this very process; nil if it has ended.
    func descriptor() -> OpenDescriptor? {
        let number = clinux_process_descriptor(pid)
        guard number >= 0 else { return nil }
        let descriptor = OpenDescriptor(number)
        // The descriptor holds the process that had the number just now; only if it's still ours is it the right one.
        return isAlive ? descriptor : nil
    }

    private static let currentBoot = TextFile.trimmed("/proc/sys/kernel/random/boot_id")

    private static func startTime(of pid: Int32) -> UInt64? {
        guard let text = TextFile.trimmed("/proc/\(pid)/stat"),
            // The second field is the program's name in brackets, which may itself have brackets and spaces.
            let end = text.lastIndex(of: ")")
        else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
        return UInt64(fields[19])
    }
}
