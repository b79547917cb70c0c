import CArchive
public import OCI

/// A layer's content, read from its blob without unpacking it.
public struct LayerContent: Sendable {
    private let path: String
    private let layer: Digest
    private let diffID: Digest
    private let limits: LayerLimits

    public init(path: String, layer: Digest, diffID: Digest, limits: LayerLimits = .default) {
        self.path = path
        self.layer = layer
        self.diffID = diffID
        self.limits = limits
    }

    /// Streams the layer's tar, checks its diff id, and returns its length in bytes.
    ///
    /// - Throws: ``LayerError``, and what the body throws.
    @discardableResult
    public func stream(_ body: @escaping (UnsafeRawBufferPointer) throws -> Void) throws -> Int64 {
        try naming {
            let stream = try TarStream(path: path, algorithm: diffID.algorithm, limits: limits, observe: body)
            try stream.drain()
            guard let found = stream.digest, found == diffID else {
                throw LayerError.Problem.wrongDiffID(expected: diffID, found: stream.digest ?? diffID)
            }
            return stream.size
        }
    }

    /// What a layer says of one path.
    public enum Finding: Hashable, Sendable {
        case absent
        /// The layer hides what lower layers have there.
        case hidden
        case bytes([UInt8])
    }

    /// A regular file's bytes, at the most a mebibyte of them.
    ///
    /// - Throws: ``LayerError``.
    public func smallFile(_ wanted: String) throws -> Finding {
        try naming {
            let archive = try LayerArchive(path: path, algorithm: diffID.algorithm, limits: limits)
            let target = LayerPath(trusted: wanted)
            while let entry = try archive.next() {
                let raw = archive_entry_pathname(entry).map { String(cString: $0) } ?? ""
                guard let here = try? LayerPath(parsing: raw, limits: limits) else { continue }
                switch try Whiteout(here) {
                case .entry(target), .entry(target.parent), .opaque(target.parent): return .hidden
                default: break
                }
                guard here == target, archive_entry_filetype(entry) == 0o100000 else { continue }
                var bytes = [UInt8](repeating: 0, count: Int(min(archive_entry_size(entry), 1 << 20)))
                let count = archive_read_data(archive.archive, &bytes, bytes.count)
                guard count >= 0 else { throw archive.failure() }
                return .bytes(Array(bytes.prefix(count)))
            }
            return .absent
        }
    }

    private func naming<Value>(_ body: () throws -> Value) throws -> Value {
        do { return try body() } catch let problem as LayerError.Problem {
            throw LayerError(layer: layer, entry: nil, problem: problem)
        }
    }
}
