public import ConfigurationGraph
import Crypto
import Foundation
import OCI

/// Resolves instances: from a view of the graph to an OCI runtime configuration in which every value says where it
/// came from. A pure function; the same view and request give the same bytes.
public enum Resolver {
    /// Resolves one instance.
    ///
    /// - Throws: ``ResolutionFailure`` with everything that is wrong, and whatever reading the view throws.
    public static func resolve(_ request: ResolutionRequest, in view: some GraphView) throws -> RuntimeSpecNode {
        let subject = try Subject(request, in: view)
        var builder = SpecBuilder()
        addProcess(of: subject, to: &builder)
        addRoot(of: subject, to: &builder)
        addMounts(of: subject, to: &builder)
        addLinux(of: subject, to: &builder)
        addComponents(of: subject, to: &builder)
        builder.noteOmitted()
        let problems = subject.given.problems + builder.problems
        guard problems.isEmpty else { throw ResolutionFailure(problems: problems) }
        let hash = SHA256.hash(data: try CanonicalJSON.encode(builder.configuration))
        guard let digest = OCI.Digest(algorithm: .sha256, bytes: hash) else {
            throw ResolutionFailure(problems: [subject.problem("ociVersion", "the configuration can't be hashed")])
        }
        return RuntimeSpecNode(
            digest: digest, spec: builder.configuration, parameters: builder.parameters,
            provenance: builder.provenance.sorted { $0.path < $1.path })
    }
}

/// What a resolution is about, read from the view once.
struct Subject {
    let request: ResolutionRequest
    let automaton: Automaton
    let artefact: Artefact
    let image: ImageConfigNode
    let given: GivenValues
    /// Whether the automaton mounts any state volume.
    var hasState: Bool { !automaton.volumes.isEmpty }
    /// What the image says of its execution.
    var execution: ImageConfiguration.Execution { image.configuration.config ?? .init() }
    /// The image's configuration as an origin.
    var imageOrigin: Provenance.Origin { .imageConfig(image.digest) }

    init(_ request: ResolutionRequest, in view: some GraphView) throws {
        self.request = request
        guard let node = try view.node(NodeID(.automaton, request.automaton)),
            case .automaton(let automaton) = node.node
        else {
            throw Self.failure("artefact", "there is no such automaton", NodeID(.automaton, request.automaton))
        }
        self.automaton = automaton
        guard let artefact = try view.value(Artefact.self, named: automaton.artefact) else {
            throw Self.failure("artefact", "there is no artefact '\(automaton.artefact)'", automaton.id)
        }
        guard case .image(let content) = artefact.content,
            let manifest = try view.value(ImageManifestNode.self, named: content.manifest.description),
            let image = try view.value(ImageConfigNode.self, named: manifest.config.description)
        else { throw Self.failure("artefact", "'\(artefact.name)' is no image", automaton.id) }
        self.artefact = artefact
        self.image = image
        given = try GivenValues(for: automaton, revision: node.revision, in: view)
    }

    /// The value that wins for a parameter: given, else the catalogue's default; nil where it is left out.
    func scalar(_ parameter: String) -> Given? {
        if let given = given.strongest(parameter) { return given.value == .null ? nil : given }
        guard case .value(let value) = Catalogue.parameter(at: parameter)?.default else { return nil }
        return Given(value: value, origin: .catalogueDefault)
    }

    func problem(_ parameter: String, _ message: String) -> ResolutionProblem {
        var place: SourceLocation? = automaton.declaration.location
        if case .node(_, _, let location) = given.strongest(parameter)?.origin { place = location }
        return ResolutionProblem(parameter: parameter, message: message, node: automaton.id, location: place)
    }

    private static func failure(_ parameter: String, _ message: String, _ node: NodeID) -> ResolutionFailure {
        ResolutionFailure(problems: [
            ResolutionProblem(parameter: parameter, message: message, node: node, location: nil)
        ])
    }
}
