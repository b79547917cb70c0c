import CLinux
import Foundation

/// The mounts that this process sees.
enum MountTable {
    struct Entry: Hashable {
        let path: String
        let type: String
        /// The file system's own options, as `rw,memory`.
        let options: [Substring]
    }

    /// All mounts, in the order in which they were made (proc(5), `/proc/PID/mountinfo`).
    static func entries() throws(RuntimeError) -> [Entry] {
        let file = try OpenDescriptor(path: "/proc/self/mountinfo", O_RDONLY)
        var bytes: [UInt8] = []
        while case let more = try file.readSome(), !more.isEmpty { bytes += more }
        return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap(entry)
    }

    /// The paths of all mounts at or below a folder, in the order in which they were made.
    static func paths(in folder: String) throws(RuntimeError) -> [String] {
        try entries().map(\.path).filter { $0 == folder || $0.hasPrefix(folder + "/") }
    }

    /// Takes all mounts at or below a folder away, also those that lie on others; none is no error.
    static func detachAll(in folder: String) throws(RuntimeError) {
        for path in try paths(in: folder).reversed() {
            let answer = clinux_detach(path)
            if answer != -EINVAL, answer != -ENOENT { try check(answer, "unmount", path) }
        }
        if let left = try paths(in: folder).first { throw .stillMounted(path: left) }
    }

    private static func entry(_ line: Substring) -> Entry? {
        let fields = line.split(separator: " ")
        guard fields.count > 6, let dash = fields.firstIndex(of: "-"), dash + 3 < fields.count else { return nil }
        return Entry(
            path: unescaped(fields[4]), type: String(fields[dash + 1]),
            options: fields[dash + 3].split(separator: ","))
    }

    /// Blanks, tabs, line ends and backslashes stand as three octal digits.
    private static func unescaped(_ text: Substring) -> String {
        guard text.contains("\\") else { return String(text) }
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\\"), let code = UInt8(String(decoding: rest.prefix(3), as: UTF8.self), radix: 8) {
                bytes.append(code)
                rest = rest.dropFirst(3)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
