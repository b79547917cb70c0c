import Files
import Foundation
import OCI
import OCIImages

/// One pass over an image's layers, lowest first, in which all is found out that their content tells: whether each is
/// what the configuration names and all its entries are in order, the docker-archive's digest, and who the image's
/// users are. The snapshots are written by the same pass where they are wanted.
struct LayerPass {
    /// The passwd and group files of the layers so far.
    private(set) var accounts = AccountFiles()
    /// The digest of the docker-archive, as far as the layers have passed.
    let archive = DockerArchiveDigest()
    /// What was unpacked and isn't published yet.
    private(set) var snapshots: [PendingSnapshot] = []

    private let limits: LayerLimits
    private let store: SnapshotStore?
    private var symlinks = MergedSymlinks()

    /// - Parameter store: where to make the snapshots that aren't there; nil to make none.
    init(limits: LayerLimits, unpackingInto store: SnapshotStore?) {
        self.limits = limits
        self.store = store
    }

    /// Lets a layer pass.
    ///
    /// - Throws: ``LayerError``, ``FileError``, `CancellationError`.
    mutating func read(blob path: String, layer: Digest, diffID: Digest, progress: (Int64) -> Void) throws {
        try archive.add(diffID, guess: LayerSize.guess(blob: path)) { isFirst, add in
            var size: Int64 = 0
            let reader = try LayerReader(
                blob: path, layer: layer, algorithm: diffID.algorithm, limits: limits,
                observe: { bytes in
                    try Task.checkCancellation()
                    add(bytes)
                })
            if isFirst {
                try judge(reader, layer: layer, diffID: diffID, progress: progress)
            } else {
                try reader.finish(expecting: diffID)
            }
            size = reader.size
            return size
        }
        symlinks.nextLayer()
        accounts.nextLayer()
    }

    private mutating func judge(
        _ reader: LayerReader, layer: Digest, diffID: Digest, progress: (Int64) -> Void
    ) throws {
        let snapshot = try snapshotToMake(of: diffID)
        while let entry = try reader.next() {
            do {
                try symlinks.admit(entry)
                var bytes: [UInt8]?
                if AccountFiles.wants(entry), case .file(let size) = entry.kind { bytes = try reader.bytes(size: size) }
                accounts.take(entry, bytes: bytes)
                try snapshot?.write(entry, from: reader, bytes: bytes)
            } catch let problem as LayerError.Problem {
                throw LayerError(layer: layer, entry: entry.path.text, problem: problem)
            }
            progress(reader.size)
        }
        try reader.finish(expecting: diffID)
        guard let snapshot else { return }
        do {
            try snapshot.finish()
        } catch let problem as LayerError.Problem {
            throw LayerError(layer: layer, entry: nil, problem: problem)
        }
        snapshots.append(snapshot)
    }

    private func snapshotToMake(of diffID: Digest) throws -> PendingSnapshot? {
        guard let store, !store.contains(diffID), !snapshots.contains(where: { $0.diffID == diffID }) else {
            return nil
        }
        return try store.begin(diffID)
    }
}
