public import ConfigurationGraph
import Files
public import GraphStore
public import NixStores
public import OCI
public import OCIImages

/// Takes what was built into the content store and the graph.
public struct Forge: Sendable {
    let folders: StateFolders
    let store: any GraphStore
    let limits: LayerLimits
    /// Where other hosts hand out what they have, as `http://ADDRESS:PORT`; asked when something is
    /// missing here.
    let peers: @Sendable () async throws -> [String]

    /// Forge on a state directory and a graph.
    ///
    /// - Parameters:
    ///   - state: the state directory's path; it is created when there is something to write.
    ///   - limits: how much a layer may hold.
    ///   - peers: where other hosts hand out what they have, as `http://ADDRESS:PORT`.
    public init(
        state: String, store: any GraphStore, limits: LayerLimits = .default,
        peers: @escaping @Sendable () async throws -> [String] = { [] }
    ) {
        folders = StateFolders(state: state)
        self.store = store
        self.limits = limits
        self.peers = peers
    }

    var content: ContentStore { ContentStore(folders: folders) }

    /// Takes an image: copies and verifies its blobs, reads its layers once, and writes its nodes in one transaction.
    ///
    /// An image that is there already changes nothing. One that turns out bad leaves graph and disk as they were.
    ///
    /// - Parameters:
    ///   - name: the artefact's name; nil for one made of the reference.
    ///   - expecting: what a declaration says that the image is.
    ///   - declaredBy: the declaration set that wants it; nil for what is forged by hand, which doesn't replace what is
    ///     declared.
    ///   - unpack: whether to make the layers' snapshots at once.
    ///   - author: who writes, as the history names them.
    /// - Throws: ``ImageError``, ``LayerError``, ``ForgeError``, ``FileError``, `CancellationError`, and what the store
    ///   throws.
    public func image(
        _ reference: ImageReference, name: String? = nil, expecting: ExpectedImage? = nil, declaredBy: String? = nil,
        unpack: Bool = false, author: String, progress: @escaping @Sendable (ForgeEvent) -> Void = { _ in }
    ) async throws -> ForgedArtefact {
        let intake = try ImageIntake(
            reference, name: name, expecting: expecting ?? ExpectedImage(), declaredBy: declaredBy, forge: self,
            progress: progress)
        return try await reportingFullDisk(of: folders.state) {
            try folders.create()
            let lease = try await Lease.take(folders, exclusive: false)
            if let known = try await intake.known() {
                if unpack { try await makeSnapshots(of: intake.manifest, progress: progress) }
                return known
            }
            // Before anything is copied.
            _ = try await store.read { try intake.ownerOnceForged(in: $0) }
            let forged = try await intake.run(unpack: unpack, author: author)
            _ = consume lease
            return forged
        }
    }

    /// Makes the snapshots that an image's layers lack, several at once.
    ///
    /// - Parameter manifest: the image's manifest, for one platform.
    /// - Throws: ``LayerError``, ``FileError``, `CancellationError`; ``ForgeError/noImage(_:)`` for what the graph doesn't
    ///   have. Snapshots that were finished stay.
    public func unpack(
        manifest: Digest, progress: @escaping @Sendable (ForgeEvent) -> Void = { _ in }
    ) async throws {
        try await reportingFullDisk(of: folders.state) {
            try folders.create()
            let lease = try await Lease.take(folders, exclusive: false)
            try await makeSnapshots(of: manifest, progress: progress)
            _ = consume lease
        }
    }

    /// What a state directory has that other hosts may ask for: the folder of blobs, and the stores of paths.
    public static func content(of state: String) -> (blobs: String, stores: [LocalStore]) {
        let folders = StateFolders(state: state)
        return (folders.blobs, [folders.store, folders.hostStore])
    }

    /// All artefacts of a view, sorted by name.
    ///
    /// - Throws: what reading the view throws.
    public static func list(_ view: some GraphView) throws -> [Artefact] { try view.values(Artefact.self) }
}
