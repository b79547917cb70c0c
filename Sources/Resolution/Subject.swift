import ConfigurationGraph
import OCI

/// What a resolution is about, read from the view once.
struct Subject {
    let request: ResolutionRequest
    let automaton: Automaton
    /// The revision that last changed the automaton.
    let revision: Revision
    let artefact: Artefact
    /// What the image says of itself; nil for an artefact that is no image.
    let image: ImageConfigNode?
    /// The derivation that, as a cache says, put out a Nix artefact; nil if nobody says.
    let deriver: String?
    let volumes: [MountedVolume]
    let given: GivenValues
    let secrets: ReadSecrets

    /// Reads what the request names.
    ///
    /// - Throws: ``ResolutionFailure`` when a node that all else depends on isn't there, and whatever reading the view
    ///   throws.
    init(_ request: ResolutionRequest, in view: some GraphView) throws {
        self.request = request
        let id = NodeID(.automaton, request.automaton)
        guard let node = try view.node(id), case .automaton(let automaton) = node.node else {
            throw ResolutionFailure(problems: [
                ResolutionProblem(parameter: "automaton", message: "'\(request.automaton)' isn't there", node: id)
            ])
        }
        guard let artefact = try view.value(Artefact.self, named: automaton.artefact) else {
            throw ResolutionFailure(problems: [
                ResolutionProblem(
                    parameter: "artefact", message: "'\(automaton.artefact)' isn't there; forge it first", node: id,
                    location: automaton.declaration.location)
            ])
        }
        self.automaton = automaton
        self.revision = node.revision
        self.artefact = artefact
        image = try Self.image(of: artefact, in: view)
        try Self.checkClosure(of: artefact, in: view)
        deriver = try artefact.nix?.outputs.first.flatMap {
            try view.value(StorePath.self, named: $0)?.content?.deriver
        }
        var given = GivenValues.defaults(debug: request.debug)
        if let image { given.add(image) }
        if let nix = artefact.nix { given.add(nix) }
        try given.add(automaton, revision: node.revision, in: view)
        volumes = try automaton.volumes.map { try MountedVolume($0, in: view) }
        self.given = given
        secrets = try ReadSecrets(given, in: view)
    }

    /// Whether any state volume is mounted.
    var hasState: Bool { !volumes.isEmpty }

    /// What the image says of its execution.
    var execution: ImageConfiguration.Execution { image?.configuration.config ?? .init() }

    /// What a parameter would be if it weren't for one origin.
    func otherwise(_ parameter: String, without origin: Provenance.Origin) -> JSONValue? {
        guard let entry = Catalogue.parameter(at: parameter) else { return nil }
        return given.without(origin, of: parameter)?.value(merging: entry.merging)
    }

    /// The automaton as an origin.
    func origin(at location: SourceLocation) -> Provenance.Origin {
        .node(automaton.id, revision: revision, location: location)
    }

    /// A problem with a parameter or one leaf of it, at the place of its strongest value, else at the automaton's
    /// declaration.
    func problem(_ parameter: String, _ message: String, at location: SourceLocation? = nil) -> ResolutionProblem {
        let entry = Catalogue.parameter(covering: parameter)?.path ?? parameter
        let leaves = given[entry]?.leaves ?? []
        let leaf = leaves.first { parameter == "\(entry).\($0.key)" } ?? leaves.last
        if location == nil, case .node(let node, _, let place) = leaf?.tag {
            return ResolutionProblem(parameter: parameter, message: message, node: node, location: place)
        }
        return ResolutionProblem(
            parameter: parameter, message: message, node: automaton.id,
            location: location ?? automaton.declaration.location)
    }

    /// Says that an artefact can't be run when not all is known that it consists of.
    private static func checkClosure(of artefact: Artefact, in view: some GraphView) throws {
        guard let nix = artefact.nix else { return }
        let roots = nix.outputs.map { NodeID(.storePath, $0) }
        let closure = try view.index(reachableFrom: roots, along: [.dependsOn], .forwards)
        // No archive is empty: a path without a size is one whose content isn't known.
        let unknown = zip(closure.ids, closure.sizes).first { $1 == 0 }?.0.name ?? (roots.isEmpty ? nix.descent : nil)
        guard let unknown else { return }
        throw ResolutionFailure(problems: [
            ResolutionProblem(
                parameter: "artefact",
                message: "'\(artefact.name)' can't be run: \(unknown) isn't built, as far as is known; build it with "
                    + "Nix, and forge it again from the store that has it", node: artefact.id)
        ])
    }

    static func image(of artefact: Artefact, in view: some GraphView) throws -> ImageConfigNode? {
        guard case .image(let content) = artefact.content else { return nil }
        guard let manifest = try view.value(ImageManifestNode.self, named: content.manifest.description),
            let image = try view.value(ImageConfigNode.self, named: manifest.config.description)
        else {
            throw ResolutionFailure(problems: [
                ResolutionProblem(
                    parameter: "artefact", message: "'\(artefact.name)' lacks its manifest or configuration",
                    node: artefact.id)
            ])
        }
        return image
    }
}
