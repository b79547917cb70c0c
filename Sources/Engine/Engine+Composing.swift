import ConfigurationGraph
public import Forge
import Foundation
import GraphStore
import Nix
import NixStores
import OCI
import OCIImages

extension Engine {
    /// Makes an OCI image of a Nix artefact's runtime closure.
    ///
    /// - Parameters:
    ///   - name: the artefact.
    ///   - reference: `oci:FOLDER[:TAG]`.
    ///   - limit: how many layers it may have.
    /// - Throws: ``Failure`` when there is no such artefact, it is an image, a path isn't anywhere or isn't what the graph
    ///   says, or the folder is no layout. What is in the folder is as it was then.
    public func composeImage(
        of name: String, to reference: String, limit: Int, events: @escaping EventHandler
    ) async throws -> ComposedImage {
        let id = try await resolveName(name, kinds: [.artefact])
        return try await reportingFailures {
            try requireRoot(to: "read stores of this machine")
            guard let nix = try await store.read({ try $0.value(Artefact.self, named: id.name)?.nix }) else {
                throw Failure(.badInput, "\(id) is an image already", hint: "'skopeo copy' copies images")
            }
            let target = try ImageReference(parsing: reference)
            return try await forge.composeImage(of: id.name, nix, to: target, limit: limit) { progress in
                events(
                    .forging(
                        artefact: id.name, step: "write layers", done: Int64(clamping: progress.bytesDone),
                        total: Int64(clamping: progress.bytes)))
            }
        }
    }
}
