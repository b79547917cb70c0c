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
        try lines().compactMap { line in
            guard line.count > 6, let dash = line.firstIndex(of: [UInt8(ascii: "-")]), dash + 3 < line.count else {
                return nil
            }
            return Entry(
                path: unescaped(line[4]), type: String(decoding: line[dash + 1], as: UTF8.self),
                options: String(decoding: line[dash + 3], as: UTF8.self).split(separator: ","))
        }
    }

    /// The paths of all mounts at or below a folder, in the order in which they were made.
    static func paths(in folder: String) throws(RuntimeError) -> [String] {
        try lines().compactMap { line in
            guard line.count > 6, case let path = unescaped(line[4]) else { return nil }
            return path == folder || path.hasPrefix(folder + "/") ? path : nil
        }
    }

    /// The fields of each line. Starts and stops read the table often, so it stays bytes until something is found.
    private static func lines() throws(RuntimeError) -> [[ArraySlice<UInt8>]] {
        let file = try OpenDescriptor(path: "/proc/self/mountinfo", O_RDONLY)
        var bytes: [UInt8] = []
        while case let more = try file.readSome(), !more.isEmpty { bytes += more }
        return bytes.split(separator: UInt8(ascii: "\n")).map { $0.split(separator: UInt8(ascii: " ")) }
    }

    /// Takes all mounts at or below a folder away, also those that lie on others; none is no error.
    ///
    /// The kernel gives the table in pieces, and a mount that comes or goes meanwhile anywhere on the machine can hide
    /// another from one reading. So it is read until it has none.
    ///
    /// - Throws: ``RuntimeError/stillMounted(path:)`` for a mount that can't be taken away.
    static func detachAll(in folder: String) throws(RuntimeError) {
        try detachAll(in: folder, reading: paths, detaching: { clinux_detach($0) })
    }

    /// - Parameters:
    ///   - reading: the paths of the mounts at or below a folder, in the order in which they were made.
    ///   - detaching: takes one mount away, and answers as the kernel does.
    static func detachAll(
        in folder: String, reading: (String) throws(RuntimeError) -> [String], detaching: (String) -> Int32
    ) throws(RuntimeError) {
        var fruitless = 0
        while case let found = try reading(folder), let first = found.first {
            guard fruitless < 2 else { throw .stillMounted(path: first) }
            fruitless += 1
            for path in found.reversed() {
                let answer = detaching(path)
                // It went by itself, or with one that it lay on.
                if answer == -EINVAL || answer == -ENOENT { continue }
                try check(answer, "unmount", path)
                fruitless = 0
            }
        }
    }

    /// Blanks, tabs, line ends and backslashes stand as three octal digits.
    private static func unescaped(_ text: ArraySlice<UInt8>) -> String {
        guard text.contains(UInt8(ascii: "\\")) else { return String(decoding: text, as: UTF8.self) }
        var bytes: [UInt8] = []
        var rest = text
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
