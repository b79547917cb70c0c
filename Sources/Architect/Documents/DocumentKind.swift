import ConfigurationGraph

/// The kinds of document that an operator writes.
enum DocumentKind: String, CaseIterable {
    case artefact = "Artefact"
    case configuration = "Configuration"
    case volume = "Volume"
    case secret = "Secret"
    case automaton = "Automaton"
    case host = "Host"

    /// The kind of node that a document becomes.
    var nodeKind: NodeKind {
        switch self {
        case .artefact: .artefact
        case .configuration: .configuration
        case .volume: .volume
        case .secret: .secret
        case .automaton: .automaton
        case .host: .hostPolicy
        }
    }

    /// The first part of the catalogue's paths that is left out in documents of this kind.
    var droppedPrefix: String { rawValue.lowercased() }

    /// The keys that are no parameters but say what the node is and what it refers to, as paths.
    var structuralKeys: [String] {
        switch self {
        case .artefact: ["image", "imageName", "imageDigest", "sha256"]
        case .configuration: ["configures"]
        case .automaton: ["artefact", "configurations", "volumes", "relay.dependencies"]
        case .secret: ["file", "stdin"]
        case .volume, .host: []
        }
    }

    /// Those of them that must be there. Of an artefact it is one of several (``DeclarationSchema``).
    var requiredKeys: [String] {
        switch self {
        case .automaton: ["artefact"]
        case .artefact, .configuration, .volume, .secret, .host: []
        }
    }

    /// The kind as it stands in a sentence.
    var article: String { self == .artefact || self == .automaton ? "an \(rawValue)" : "a \(rawValue)" }
}
