public import ConfigurationGraph
import Foundation
import GraphStore
import Nix
public import NixStores
import OCI
public import OCIImages
import Synchronization

extension Forge {
    /// Makes an OCI image of a Nix artefact's runtime closure, in a layout: the same closure is the same image, byte for
    /// byte, wherever and whenever it is made.
    ///
    /// Layers are plain tars, several of which are written at once: compressed, their bytes would depend on the
    /// compressor. Every path is compared with the hash that the graph has of it.
    ///
    /// - Parameters:
    ///   - name: the artefact's name.
    ///   - nix: what it is.
    ///   - limit: how many layers the image may have.
    /// - Throws: ``NixForgeError``, ``ForgeError``, `ImageError`, `ClosureError` and what reading the paths throws,
    ///   `FileError`, `CancellationError`. The layout is as it was then.
    public func composeImage(
        of name: String, _ nix: NixArtefact, to reference: ImageReference, limit: Int = LayerPlan.usualLimit,
        progress: @escaping @Sendable (CopyProgress) -> Void = { _ in }
    ) async throws -> ComposedImage {
        guard reference.transport == .layout else { throw ForgeError.notWritable(reference.description) }
        return try await reportingFullDisk(of: folders.state, or: reference.path) {
            try folders.create()
            let lease = try await Lease.take(folders, exclusive: false)
            let (infos, platform) = try await store.read { view in
                (try view.runtimeClosure(of: nix.outputs), try view.platform(of: nix))
            }
            let plan = LayerPlan(of: infos, limit: limit)
            let layout = try LayoutWriter(reference.path)
            defer { layout.end() }
            let copy = ClosureCopy(from: try await source(of: infos, artefact: name))
            let blobs = try await write(plan, infos, copy, layout, progress)
            let documents = ImageDocuments(nix, platform: platform, plan: plan, layers: blobs)
            let configuration = try layout.document(documents.configuration)
            let manifest = try layout.document(
                ImageDocuments.manifest(configuration: configuration, layers: blobs))
            var descriptor = manifest.descriptor(.imageManifest)
            descriptor.platform = platform
            try Task.checkCancellation()
            try layout.publish(blobs + [configuration, manifest], manifest: descriptor, tag: reference.tag)
            _ = consume lease
            return ComposedImage(
                digest: manifest.digest, platform: platform, layers: blobs.count, storePaths: infos.count,
                storePathsInLastLayer: plan.layers.last?.paths.count ?? 0, bytes: blobs.reduce(0) { $0 + $1.size })
        }
    }

    /// Writes the layers of a plan, several at once.
    private func write(
        _ plan: LayerPlan, _ infos: [StorePathInfo], _ copy: ClosureCopy, _ layout: LayoutWriter,
        _ progress: @escaping @Sendable (CopyProgress) -> Void
    ) async throws -> [WrittenBlob] {
        let sizes = Dictionary(infos.map { ($0.path, $0.narSize) }, uniquingKeysWith: { first, _ in first })
        let total = CopyProgress(paths: infos.count, bytes: sizes.values.reduce(0, &+))
        progress(total)
        let state = ComposingProgress(total, report: progress)
        return try await withThrowingTaskGroup(of: (Int, WrittenBlob).self) { group in
            var rest = plan.layers.enumerated().makeIterator()
            func addNext() {
                guard let (place, layer) = rest.next() else { return }
                group.addTask {
                    let blob = try await copy.read(layer.paths) { tell in
                        let blob = try layout.blob()
                        let writer = try LayerWriter(blob)
                        var paths = try StorePathLayer(writer, hasSkeleton: layer.hasSkeleton)
                        for path in layer.paths {
                            paths.begin(path)
                            try tell(path) { try paths.write($0) }
                            state.finished(sizes[path] ?? 0)
                        }
                        try writer.finish()
                        return try blob.finish()
                    }
                    return (place, blob)
                }
            }
            for _ in 0..<min(6, ProcessInfo.processInfo.activeProcessorCount) { addNext() }
            var blobs: [Int: WrittenBlob] = [:]
            while let (place, blob) = try await group.next() {
                blobs[place] = blob
                addNext()
            }
            return blobs.sorted { $0.key < $1.key }.map(\.value)
        }
    }
}

/// How far the layers are that are written at once.
private final class ComposingProgress: Sendable {
    private let state: Mutex<CopyProgress>
    private let report: @Sendable (CopyProgress) -> Void

    init(_ total: CopyProgress, report: @escaping @Sendable (CopyProgress) -> Void) {
        state = Mutex(total)
        self.report = report
    }

    func finished(_ bytes: UInt64) {
        // Told within the lock, so that what is told only grows.
        state.withLock { progress in
            progress.pathsDone += 1
            progress.bytesDone &+= bytes
            report(progress)
        }
    }
}

extension GraphView {
    /// What an artefact runs on: what its derivation is built for, or this machine where that isn't known.
    fileprivate func platform(of nix: NixArtefact) throws -> Platform {
        guard let drv = nix.drv, let derivation = try value(Derivation.self, named: drv),
            derivation.system != "builtin"
        else { return .host }
        guard let platform = NixSystem.platform(of: derivation.system) else {
            throw ForgeError.noPlatform(derivation.system)
        }
        return platform
    }
}
