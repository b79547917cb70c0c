import ConfigurationGraph
import OCI

/// Reads documents into nodes and artefact declarations.
struct NodeReader {
    let set: String
    let catalogue: ParameterTable
    /// The folder of the file that is being read.
    var folder = "."
    var findings: Findings
    private(set) var nodes: [Node] = []
    private(set) var artefacts: [ArtefactDeclaration] = []
    private(set) var secrets: [SecretDeclaration] = []
    /// All names that documents give of other nodes.
    private(set) var references: [Reference] = []
    /// Where each name was first declared.
    private var declared: [NodeID: SourceLocation] = [:]

    init(set: String, catalogue: ParameterTable, findings: Findings) {
        self.set = set
        self.catalogue = catalogue
        self.findings = findings
    }

    /// Reads one document.
    mutating func read(_ value: YAMLValue) {
        findings.hidesLines = value.isSecret
        guard let document = Document(value, into: &findings).map({ refusingValue($0) }) else { return }
        noteDuplicate(document)
        let keys = DocumentKeys(document, catalogue: catalogue, into: &findings)
        referToSecrets(from: document, keys.settings)
        let declaration = Declaration(set: set, location: document.location)
        let name = document.name
        switch document.kind {
        case .artefact:
            if let artefact = artefact(document, keys) { artefacts.append(artefact) }
        case .configuration:
            nodes.append(
                .configuration(
                    Configuration(
                        name: name, configures: configures(document, keys), settings: keys.settings,
                        declaration: declaration)))
        case .volume:
            nodes.append(.volume(Volume(name: name, settings: keys.settings, declaration: declaration)))
        case .secret:
            secrets.append(secret(document, keys, declaration))
        case .host:
            nodes.append(.hostPolicy(HostPolicy(name: name, settings: keys.settings, declaration: declaration)))
        case .automaton:
            nodes.append(.automaton(automaton(document, keys, declaration)))
        }
    }

    private mutating func noteDuplicate(_ document: Document) {
        guard !document.name.isEmpty else { return }
        let id = NodeID(document.kind.nodeKind, document.name)
        if let first = declared[id] {
            findings.note(
                "\(document.kind.article) '\(document.name)' is declared already, at \(first)",
                at: document.nameLocation)
        } else {
            declared[id] = document.nameLocation
        }
    }

    /// A digest, with its algorithm or, where the key says which it is, without.
    mutating func digest(
        _ value: YAMLValue, of key: String, algorithm: Digest.Algorithm? = nil
    ) -> Digest? {
        guard let text = text(value, of: key) else { return nil }
        let plain = algorithm.flatMap { Digest(algorithm: $0, hex: text) }
        guard let digest = plain ?? Digest(text), algorithm == nil || digest.algorithm == algorithm else {
            findings.note(
                "'\(key)' must be a digest such as sha256: and 64 lower-case hexadecimal digits, not '\(text)'",
                at: value.location)
            return nil
        }
        return digest
    }

    private mutating func configures(_ document: Document, _ keys: DocumentKeys) -> [NodeID] {
        list(keys.structure["configures"], of: "configures").compactMap { value in
            guard let text = text(value, of: "configures") else { return nil }
            guard let id = NodeID(text), id.kind == .artefact || id.kind == .automaton else {
                findings.note(
                    "'configures' takes artefact/NAME or automaton/NAME, not '\(text)'", at: value.location)
                return nil
            }
            refer(from: document, to: id, at: value.location)
            return id
        }
    }

    /// Keeps a name for the check of references.
    mutating func refer(from document: Document, to id: NodeID, at location: SourceLocation) {
        references.append(
            Reference(from: NodeID(document.kind.nodeKind, document.name), to: id, location: location))
    }
}
