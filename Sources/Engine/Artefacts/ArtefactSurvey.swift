import Architect
import ConfigurationGraph
import Forge
import GraphStore

/// Which of the declared artefacts are to be forged, and what is known of them beforehand.
struct ArtefactSurvey: Sendable {
    /// Those that the graph lacks, or has from another source, in the order in which they are forged.
    var missing: [ArtefactDeclaration] = []
    /// What those that aren't images will be, by name, or why that can't be told.
    var prospects: [String: Result<NixProspect, ArtefactProblem>] = [:]

    /// What an artefact will be, if that is known.
    func prospect(of name: String) -> NixProspect? { try? prospects[name]?.get() }
}

extension Engine {
    /// Looks at what is declared: at images by their references alone, at Nix files by having Nix evaluate them.
    ///
    /// Where there is no Nix, what was forged of the same source stands.
    ///
    /// - Throws: `CancellationError`, and what reading the store throws. What is wrong with an artefact is kept for
    ///   ``preview(_:of:)``.
    func survey(_ declarations: Declarations, events: EventHandler = { _ in }) async throws -> ArtefactSurvey {
        var survey = ArtefactSurvey()
        for artefact in declarations.artefacts {
            if let image = artefact.image {
                if try await isMissing(image, artefact.name) { survey.missing.append(artefact) }
                continue
            }
            do {
                guard let prospect = try await prospect(of: artefact, in: declarations.set) else { continue }
                survey.prospects[artefact.name] = .success(prospect)
            } catch {
                if try await stands(artefact, without: error, events) { continue }
                survey.prospects[artefact.name] = .failure(try ArtefactProblem(error, with: artefact, of: declarations))
            }
            survey.missing.append(artefact)
        }
        // A variant's original comes first, so that the variant finds it.
        let variants = survey.missing.filter { $0.nix?.debug == true }
        survey.missing = survey.missing.filter { $0.nix?.debug != true } + variants
        return survey
    }

    private func isMissing(_ image: ImageOrigin, _ name: String) async throws -> Bool {
        let artefact = try await store.read { try $0.value(Artefact.self, named: name) }
        guard case .image(let forged)? = artefact?.content else { return true }
        return forged.reference != image.resolvedReference
    }

    private func prospect(of artefact: ArtefactDeclaration, in set: String) async throws -> NixProspect? {
        switch artefact.origin {
        case .image: return nil
        case .cache(let cache):
            let request = NixCacheRequest(cache, named: artefact.name, in: set)
            // Keys that are none are told before anything is fetched.
            _ = try request.trust
            return try await forge.prospect(
                of: try request.storePath, from: try request.address, name: artefact.name, declaredBy: set)
        case .nix(let nix):
            let request = NixRequest(nix, named: artefact.name, in: set)
            if let path = request.storePath {
                return try await forge.prospect(
                    of: path, in: request.storeRoot, name: artefact.name, declaredBy: set)
            }
            return try await forge.prospect(
                of: try request.expression, in: request.storeRoot, name: artefact.name, declaredBy: set,
                timeout: request.timeout)
        }
    }

    /// Whether the artefact is there as it was forged, and no Nix to ask whether it would be another by now.
    private func stands(
        _ artefact: ArtefactDeclaration, without error: any Error, _ events: EventHandler
    ) async throws -> Bool {
        guard case NixForgeError.noNix = error, let nix = artefact.nix else { return false }
        let source = try? NixRequest(nix, named: artefact.name, in: "").expression.source
        let forged = try await store.read { try $0.value(Artefact.self, named: artefact.name)?.nix }
        guard let forged, forged.source == source, forged.debug == nix.debug else { return false }
        events(.note("\(artefact.name) stands as it was forged: there is no Nix here to ask whether it has changed"))
        return true
    }
}
