import Architect
import ConfigurationGraph
import Forge
import GraphStore
import OCIImages
import Sealing

extension Engine {
    /// The nodes that declared artefacts would be forged into, as far as their sources' documents tell; nothing is
    /// written.
    ///
    /// - Throws: ``Failure`` with all that is wrong with the declarations and with the artefacts' images.
    func preview(_ artefacts: [ArtefactDeclaration], of declarations: Declarations) async throws -> [Node] {
        var nodes: [Node] = []
        var failures: [Failure] = []
        var diagnostics = try await store.read { try Architect.check(declarations, against: $0) }
        for artefact in artefacts {
            do {
                nodes += try await forge.preview(
                    try ImageReference(parsing: artefact.resolvedReference), name: artefact.name,
                    expecting: artefact.expected, declaredBy: declarations.set)
            } catch {
                let failure = Failure(describing: error)
                failures.append(failure)
                diagnostics.append(artefact.diagnostic(failure, in: declarations))
            }
        }
        guard !diagnostics.isEmpty else { return nodes }
        let status = failures.first { $0.status != .badInput }?.status ?? .badInput
        throw Failure(status, DiagnosticReport(diagnostics).description)
    }

    /// Goes through all that can be told before artefacts are forged, so that nothing is forged for a typing error, a
    /// missing value or a port that is taken.
    ///
    /// - Throws: ``Failure``, as committing the declarations would.
    func rehearse(
        _ declarations: Declarations, secrets: [String: SecretValue], forging: [ArtefactDeclaration],
        debug: Set<String>, by agent: Agent
    ) async throws {
        let request = DraftRequest(
            declarations: declarations, secrets: try plannedSecrets(of: declarations, secrets),
            preview: try await preview(forging, of: declarations), debug: debug, host: agent.host,
            author: settings.author, message: "rehearsal")
        try await agent.checkPorts(of: try await store.read { try Draft(request, in: $0) })
    }
}

extension ArtefactDeclaration {
    /// What it says that the image is.
    var expected: ExpectedImage {
        ExpectedImage(imageName: imageName, imageDigest: imageDigest, sha256: sha256)
    }

    /// What is wrong with its image, at the place where that is named.
    func diagnostic(_ failure: Failure, in declarations: Declarations) -> Diagnostic {
        declarations.diagnostic(at: imageLocation, "artefact '\(name)': \(failure.message)", hint: failure.hint)
    }
}
