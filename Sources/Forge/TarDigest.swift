import Foundation
import OCI
import OCIImages

/// Hashes a tar archive as Go's archive/tar writes one, without writing it.
///
/// A library writes other bytes for the same files: the digest needs these very headers (POSIX ustar; numbers in octal
/// with leading zeros and a NUL at the end, device numbers given, names of the owners empty, all times 0).
struct TarDigest {
    private static let block = 512
    private static let zeros = [UInt8](repeating: 0, count: 2 * block)

    private var hasher = ContentHasher()
    private var size: Int64 = 0

    /// Adds a file that is there whole.
    mutating func file(_ name: String, _ bytes: Data) {
        begin(name, size: Int64(bytes.count))
        bytes.withUnsafeBytes { add($0) }
        end()
    }

    /// Adds a symbolic link.
    mutating func link(_ name: String, to target: String) { header(name, mode: 0, size: 0, type: "2", link: target) }

    /// Begins a file; its bytes follow.
    mutating func begin(_ name: String, size: Int64) {
        self.size = size
        header(name, mode: 0o444, size: size, type: "0", link: "")
    }

    /// Adds a part of the file that was begun.
    mutating func add(_ bytes: UnsafeRawBufferPointer) { hasher.update(bytes) }

    /// Ends a file: fills its last block.
    mutating func end() { pad(Int((512 - size % 512) % 512)) }

    /// Ends the archive and returns its digest.
    mutating func finish() -> Digest? {
        pad(2 * Self.block)
        return hasher.finalize()
    }

    private mutating func pad(_ count: Int) {
        Self.zeros.withUnsafeBytes { hasher.update(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
    }

    private mutating func header(_ name: String, mode: Int64, size: Int64, type: Character, link: String) {
        var header = [UInt8](repeating: 0, count: Self.block)
        func put(_ text: String, at offset: Int) {
            header.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
        }
        func put(_ value: Int64, digits: Int, at offset: Int) {
            let text = String(value, radix: 8)
            put(String(repeating: "0", count: max(0, digits - text.count)) + text, at: offset)
        }
        put(name, at: 0)
        put(mode, digits: 7, at: 100)
        put(0, digits: 7, at: 108)
        put(0, digits: 7, at: 116)
        put(size, digits: 11, at: 124)
        put(0, digits: 11, at: 136)
        // The checksum is taken with spaces in its own place, and ends with a NUL and a space.
        put("        ", at: 148)
        put(String(type), at: 156)
        put(link, at: 157)
        put("ustar", at: 257)
        put("00", at: 263)
        put(0, digits: 7, at: 329)
        put(0, digits: 7, at: 337)
        put(header.reduce(0) { $0 + Int64($1) }, digits: 6, at: 148)
        header[154] = 0
        header.withUnsafeBytes { hasher.update($0) }
    }
}
