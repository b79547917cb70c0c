import Foundation
import ImageFixtures
import OCI
import OCIImages

/// A layer in a folder of its own, and a place to unpack it to.
struct LayerFixture {
    let folder: TemporaryFolder
    let snapshots: SnapshotStore
    let blob: String
    let layer: Digest
    let diffID: Digest

    /// - Parameter blob: the layer as it is stored; nil for the plain tar.
    init(_ tar: [UInt8], blob bytes: [UInt8]? = nil) throws {
        folder = try TemporaryFolder()
        for name in ["snapshots", "tmp"] {
            try FileManager.default.createDirectory(atPath: folder.path(name), withIntermediateDirectories: true)
        }
        snapshots = SnapshotStore(folder: folder.path("snapshots"), temporary: folder.path("tmp"))
        blob = try folder.write("layer", bytes ?? tar)
        layer = try LayoutBuilder.digest(bytes ?? tar)
        diffID = try LayoutBuilder.digest(tar)
    }

    /// Unpacks the layer and returns the path of its snapshot.
    @discardableResult
    func unpack(limits: LayerLimits = .default, expecting expected: Digest? = nil) throws -> String {
        let unpacker = LayerUnpacker(snapshots: snapshots, limits: limits)
        let snapshot = try unpacker.unpack(blob: blob, layer: layer, diffID: expected ?? diffID)
        try snapshots.publish([snapshot])
        return snapshots.path(of: expected ?? diffID)
    }

    /// Why the layer is refused; nil if it isn't.
    func refusal(limits: LayerLimits = .default, expecting expected: Digest? = nil) throws -> LayerError? {
        do {
            try unpack(limits: limits, expecting: expected)
            return nil
        } catch let error as LayerError {
            return error
        }
    }

    /// Whether nothing is left of an attempt to unpack.
    var isClean: Bool { folder.listing(of: "tmp").isEmpty && folder.listing(of: "snapshots").isEmpty }
}
