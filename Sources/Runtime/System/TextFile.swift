import Glibc

/// Small text files, those of /proc and /sys included: an agent reads some hundred of them each second, so it reads them by the
/// system's calls alone.
enum TextFile {
    static func read(_ path: String) throws(RuntimeError) -> String {
        String(decoding: try bytes(path), as: UTF8.self)
    }

    /// A file's text without blanks and line ends around it; nil if it can't be read.
    static func trimmed(_ path: String) -> String? {
        guard let bytes = try? bytes(path) else { return nil }
        let isText = { (byte: UInt8) in byte > UInt8(ascii: " ") }
        guard let first = bytes.firstIndex(where: isText), let last = bytes.lastIndex(where: isText) else { return "" }
        return String(decoding: bytes[first...last], as: UTF8.self)
    }

    private static func bytes(_ path: String) throws(RuntimeError) -> [UInt8] {
        let file = try OpenDescriptor(path: path, O_RDONLY)
        var bytes = try file.readSome(4096)
        guard !bytes.isEmpty else { return bytes }
        while case let more = try file.readSome(4096), !more.isEmpty { bytes += more }
        return bytes
    }
}
