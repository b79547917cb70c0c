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
                guard let artefact = try view.value(Artefact.self, named: declared.name),
                    case .image(let image) = artefact.content, image.reference == declared.resolvedReference
                else { return nil }
                return (declared, image.imageDigest)
            }
        }
        return pinned.compactMap { declared, digest in
            guard let reference = try? ImageReference(parsing: declared.resolvedReference),
                let now = try? ImageSources.open(reference).image(for: .host).root.digest, now != digest
            else { return nil }
            return MovedTag(artefact: declared.name, reference: declared.reference, pinned: digest, now: now)
        }
    }

    /// The instances that start anew because their tag is followed, beside those that start or end anyway.
    func effects(of moved: [MovedTag], beside others: [InstanceEffect]) async throws -> [InstanceEffect] {
        let artefacts = Set(moved.map(\.artefact))
        let known = Set(others.map(\.instance))
        return try await store.read { view in
            try view.values(Instance.self).filter { instance in
                let automaton = try view.value(Automaton.self, named: instance.automaton)
                return instance.desired == .running && !known.contains(instance.name)
                    && automaton.map { artefacts.contains($0.artefact) } == true
            }.map { InstanceEffect(instance: $0.name, action: .restart, reason: "its artefact is forged anew") }
        }
    }
}
