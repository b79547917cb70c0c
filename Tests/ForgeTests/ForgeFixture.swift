import ConfigurationGraph
import Forge
import Foundation
import GraphStore
import ImageFixtures
import OCI
import OCIImages

/// A state directory, a graph and a layout of a test's own.
struct ForgeFixture {
    let folder: TemporaryFolder
    let store = InMemoryGraphStore()
    let layout: LayoutBuilder
    var forge: Forge

    init(limits: LayerLimits = .default, state: String? = nil) throws {
        folder = try TemporaryFolder()
        layout = try LayoutBuilder(path: folder.path("web"))
        forge = Forge(state: state ?? folder.path("state"), store: store, limits: limits)
    }

    /// Forges the layout's image of a tag.
    @discardableResult
    func image(
        _ tag: String = "1.0", name: String? = nil, expecting: ExpectedImage? = nil, unpack: Bool = false,
        progress: @escaping @Sendable (ForgeEvent) -> Void = { _ in }
    ) async throws -> ForgedArtefact {
        try await forge.image(
            reference(tag), name: name, expecting: expecting, unpack: unpack, author: "test", progress: progress)
    }

    func reference(_ tag: String) throws -> ImageReference {
        try ImageReference(parsing: "oci:\(layout.path):\(tag)")
    }

    /// All files of the state directory, but the lock.
    var files: [String] {
        folder.listing(of: "state").filter { !FileManager.default.isFolder("\(folder.path)/state/\($0)") }
            .filter { $0 != "run/leases" }
    }

    /// The names of the nodes of a kind.
    func names(_ kind: NodeKind) async throws -> [String] {
        try await store.read { try $0.nodes(of: kind).map(\.id.name) }
    }
}

extension FileManager {
    func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}

extension LayoutBuilder.Layer {
    /// A layer of files that are there whole.
    static func files(_ files: KeyValuePairs<String, String>) -> Self {
        Self(
            TarBuilder.archive { builder in
                for (name, content) in files { builder.file(name, content) }
            })
    }
}

extension ForgedArtefact {
    /// What the artefact says as an image.
    var image: ImageArtefact? {
        guard case .image(let image) = artefact.content else { return nil }
        return image
    }
}
