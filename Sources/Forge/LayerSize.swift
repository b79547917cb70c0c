import Foundation
import OCIImages

/// Guesses how long a layer's tar stream is without decompressing it.
///
/// A tar's header says the length of what follows, so the digest of a docker-archive can only be made in one pass if a
/// layer's length is known before its bytes. A guess that turns out wrong costs a second pass.
enum LayerSize {
    /// The blob's own length for a plain tar; for gzip the length in its trailer (RFC 1952, ISIZE), which is right for
    /// one member of less than 4 GiB; nil where there is none.
    static func guess(blob path: String) -> Int64? {
        guard let file = FileHandle(forReadingAtPath: path), let magic = try? file.read(upToCount: 4),
            let length = try? file.seekToEnd()
        else { return nil }
        defer { try? file.close() }
        switch [UInt8](magic) {
        case let bytes where bytes.starts(with: [0x1f, 0x8b]):
            guard length >= 4, (try? file.seek(toOffset: length - 4)) != nil,
                let trailer = try? file.read(upToCount: 4), trailer.count == 4
            else { return nil }
            return trailer.reversed().reduce(0) { $0 << 8 | Int64($1) }
        case [0x28, 0xb5, 0x2f, 0xfd]: return nil
        default: return Int64(length)
        }
    }
}
