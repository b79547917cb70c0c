import Files
public import OCI

/// Makes the snapshot of a layer from its blob.
public struct LayerUnpacker: Sendable {
    private let snapshots: SnapshotStore
    private let limits: LayerLimits

    public init(snapshots: SnapshotStore, limits: LayerLimits = .default) {
        self.snapshots = snapshots
        self.limits = limits
    }

    /// Unpacks a layer into a snapshot that nobody sees until it is published.
    ///
    /// A layer is judged by itself here; whether its paths go through a link of a layer below it is judged when the
    /// image comes in (``MergedSymlinks``).
    ///
    /// - Parameters:
    ///   - blob: the path of the layer's blob.
    ///   - observe: gets the tar stream's bytes as they pass; an error that it throws ends the work.
    /// - Throws: ``LayerError``, ``FileError``, and what `observe` throws; nothing is left then.
    public func unpack(
        blob: String, layer: Digest, diffID: Digest, observe: ((UnsafeRawBufferPointer) throws -> Void)? = nil
    ) throws -> PendingSnapshot {
        let reader = try LayerReader(
            blob: blob, layer: layer, algorithm: diffID.algorithm, limits: limits, observe: observe)
        let snapshot = try snapshots.begin(diffID)
        var symlinks = MergedSymlinks()
        while let entry = try reader.next() {
            do {
                try symlinks.admit(entry)
                try snapshot.write(entry, from: reader)
            } catch let problem as LayerError.Problem {
                throw LayerError(layer: layer, entry: entry.path.text, problem: problem)
            }
        }
        try reader.finish(expecting: diffID)
        do {
            try snapshot.finish()
        } catch let problem as LayerError.Problem {
            throw LayerError(layer: layer, entry: nil, problem: problem)
        }
        return snapshot
    }
}
