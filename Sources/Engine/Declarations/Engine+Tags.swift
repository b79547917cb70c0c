import Architect
import ConfigurationGraph
import GraphStore
import OCI
import OCIImages

extension Engine {
    /// The declared artefacts whose tag means another image by now than the one that they are pinned to.
    ///
    /// Only the source's small documents are read. A source that isn't there any more is none that moved: what was
    /// forged from it stands.
    func movedTags(of declarations: Declarations) async throws -> [MovedTag] {
        let pinned = try await store.read { view in
            try declarations.artefacts.compactMap { declared -> (ArtefactDeclaration, Digest)? in
                guard let origin = declared.image,
                    let artefact = try view.value(Artefact.self, named: declared.name),
                    case .image(let image) = artefact.content, image.reference == origin.resolvedReference
                else { return nil }
                return (declared, image.imageDigest)
            }
        }
        return pinned.compactMap { declared, digest in
            guard let origin = declared.image,
                let reference = try? ImageReference(parsing: origin.resolvedReference),
                let now = try? ImageSources.open(reference).image(for: .host).root.digest, now != digest
            else { return nil }
            return MovedTag(artefact: declared.name, reference: origin.reference, pinned: digest, now: now)
        }
    }
}

extension ArtefactDeclaration {
    /// Whether its tag is among those that have moved.
    func hasMoved(_ moved: [MovedTag]) -> Bool { moved.contains { $0.artefact == name } }
}
