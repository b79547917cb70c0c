import Architect
import ConfigurationGraph
import Forge
import GraphStore
import OCIImages
import Sealing

extension Engine {
    /// The nodes that declared artefacts would be forged into, as far as that can be told; nothing is written.
    ///
    /// - Throws: ``Failure`` with all that is wrong with the declarations and with what artefacts are forged from.
    func preview(
        _ artefacts: [ArtefactDeclaration], of declarations: Declarations, _ survey: ArtefactSurvey
    ) async throws -> [Node] {
        var nodes: [Node] = []
        var problems: [ArtefactProblem] = []
        let diagnostics = try await store.read { try Architect.check(declarations, against: $0) }
        for artefact in artefacts {
            do {
                if let image = artefact.image {
                    nodes += try await forge.preview(
                        try ImageReference(parsing: image.resolvedReference), name: artefact.name,
                        expecting: image.expected, declaredBy: declarations.set)
                } else {
                    nodes += try survey.prospects[artefact.name]?.get().nodes ?? []
                }
            } catch let problem as ArtefactProblem {
                problems.append(problem)
            } catch {
                problems.append(try ArtefactProblem(error, with: artefact, of: declarations))
            }
        }
        let all = diagnostics + problems.map(\.diagnostic)
        guard !all.isEmpty else { return nodes }
        let status = problems.first { $0.status != .badInput }?.status ?? .badInput
        let text = [DiagnosticReport(all).description] + problems.flatMap(\.details)
        throw Failure(status, text.joined(separator: "\n"))
    }

    /// Goes through all that can be told before artefacts are forged, so that nothing is forged for a typing error, a
    /// missing value or a port that is taken.
    ///
    /// - Throws: ``Failure``, as committing the declarations would.
    func rehearse(
        _ declarations: Declarations, secrets: [String: SecretValue], forging: [ArtefactDeclaration],
        _ survey: ArtefactSurvey, debug: Set<String>, by agent: Agent
    ) async throws {
        var request = DraftRequest(
            declarations: declarations, secrets: try plannedSecrets(of: declarations, secrets),
            preview: try await preview(forging, of: declarations, survey), debug: debug, host: try await agent.host(),
            author: settings.author, message: "rehearsal")
        request.isLed = try await isLed
        try await agent.checkPorts(of: try await store.read { [request] in try Draft(request, in: $0) })
    }
}

extension ImageOrigin {
    /// What its declaration says that the image is.
    var expected: ExpectedImage {
        ExpectedImage(imageName: imageName, imageDigest: imageDigest, sha256: sha256)
    }
}
