public import ConfigurationGraph
import Crypto
import Foundation
public import OCI

/// What is said of an automaton's parameters, wherever its instances are: by precedence, as ``Resolver`` finds values,
/// but without the catalogue's defaults and without what rules make of them on a host.
public struct AutomatonParameters: Sendable {
    public let automaton: Automaton
    /// What it runs, by digest: an image's manifest, or store paths.
    public let artefact: String
    /// GOARCH's name of the processor that its image is for; nil for what is no image.
    public let architecture: String?
    private let given: GivenValues
    private let volumes: [MountedVolume]
    private let secrets: ReadSecrets

    /// - Throws: ``ResolutionFailure`` when the automaton or its artefact isn't there, and whatever reading the view
    ///   throws.
    public init(of name: String, in view: some GraphView) throws {
        let id = NodeID(.automaton, name)
        guard let node = try view.node(id), case .automaton(let automaton) = node.node else {
            throw ResolutionFailure(problems: [
                ResolutionProblem(parameter: "automaton", message: "'\(name)' isn't there", node: id)
            ])
        }
        guard let artefact = try view.value(Artefact.self, named: automaton.artefact) else {
            throw ResolutionFailure(problems: [
                ResolutionProblem(
                    parameter: "artefact", message: "'\(automaton.artefact)' isn't there; forge it first", node: id,
                    location: automaton.declaration.location)
            ])
        }
        let image = try Subject.image(of: artefact, in: view)
        var given = GivenValues()
        if let image { given.add(image) }
        if let nix = artefact.nix { given.add(nix) }
        try given.add(automaton, revision: node.revision, in: view)
        self.automaton = automaton
        self.artefact = artefact.digest
        architecture = image?.configuration.architecture
        volumes = try automaton.volumes.map { try MountedVolume($0, in: view) }
        secrets = try ReadSecrets(given, in: view)
        self.given = given
    }

    /// The value of a parameter, the strongest giver's; nil if nobody gave one, or it was taken away.
    public subscript(parameter: String) -> JSONValue? { given.value(of: parameter) }

    /// Where the operator gave a parameter its value; nil where nobody did.
    public func place(of parameter: String) -> (node: NodeID, location: SourceLocation)? {
        guard let entry = Catalogue.parameter(covering: parameter)?.path else { return nil }
        let places = (given[entry]?.leaves ?? []).compactMap { leaf -> (NodeID, SourceLocation)? in
            guard case .node(let node, _, let location) = leaf.tag else { return nil }
            return (node, location)
        }
        return places.last
    }

    /// The digest of all that the operator gave, with the volumes and the values of secrets that it names: what an
    /// instance's configuration follows from, beside its artefact and its host.
    ///
    /// - Parameter isLeftOut: whether a parameter changes nothing about a process.
    /// - Throws: `EncodingError` when a value can't be written as JSON.
    public func digest(leavingOut isLeftOut: (_ parameter: String) -> Bool) throws -> String {
        var values: [String: JSONValue] = [:]
        for parameter in given.parameters where !isLeftOut(parameter) {
            for leaf in given[parameter]?.leaves ?? [] where leaf.tag.isNode {
                values["\(parameter)/\(leaf.key)"] = leaf.value ?? .null
            }
        }
        let mounts = volumes.map { volume -> JSONValue in
            [.string(volume.mount.volume), .string(volume.mount.destination), .array(volume.options)]
        }
        let all: JSONValue = [
            "values": .object(values), "volumes": .array(mounts), "secrets": .strings(secrets.all.map(\.placeholder)),
        ]
        let hash = SHA256.hash(data: try CanonicalJSON.encode(all))
        return OCI.Digest(algorithm: .sha256, bytes: hash)?.description ?? ""
    }
}
