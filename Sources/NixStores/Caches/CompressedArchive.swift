import Files
import Nix

/// The file of an archive, decompressed and compared with what a cache says of it while it is read.
struct CompressedArchive {
    let info: NARInfo
    let path: String

    /// Hands on the archive; what it handed on is the cache's file, whole, when this returns.
    ///
    /// - Throws: `ContentCheck.Mismatch`, `CompressionError`, ``FileError``, `CancellationError`, what `sink` throws.
    func read(until sign: StopSign, _ sink: NARWriter.Sink) throws {
        let check = ContentCheck(info)
        var hasher = StreamHasher(info.fileHash?.algorithm ?? .sha256)
        var hasBegun = false
        let file = try DecompressedFile(path: path, filters: info.compression.filter.map { [$0] } ?? []) { bytes in
            try sign.check()
            if !hasBegun { try check.checkBeginning(bytes.prefix(8)) }
            hasBegun = true
            hasher.update(bytes)
            if let size = info.fileSize, hasher.count > size { try check.checkFile(hasher) }
        }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { buffer.deallocate() }
        do {
            while true {
                let count = try file.read(into: buffer)
                guard count > 0 else { break }
                try sink(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            }
        } catch let error as CompressionError {
            // A file that is cut can't be decompressed; that it is cut says more.
            _ = try file.drain()
            try check.checkFile(hasher)
            throw error
        }
        _ = try file.drain()
        try check.checkFile(hasher)
    }
}

extension Compression {
    /// What libarchive calls it; nil where nothing is compressed, or libarchive can't.
    var filter: CompressionFilter? {
        switch self {
        case .xz: .xz
        case .zstd: .zstd
        case .bzip2: .bzip2
        case .gzip: .gzip
        case .lzip: .lzip
        case .lz4: .lz4
        case .none, .br: nil
        }
    }
}
