public import Foundation
import OCI

extension NodeKind {
    /// The type of this kind's values.
    public var valueType: any NodeValue.Type {
        switch self {
        case .artefact: Artefact.self
        case .imageIndex: ImageIndexNode.self
        case .imageManifest: ImageManifestNode.self
        case .imageConfig: ImageConfigNode.self
        case .layer: Layer.self
        case .derivation: Derivation.self
        case .storePath: StorePath.self
        case .configuration: Configuration.self
        case .automaton: Automaton.self
        case .volume: Volume.self
        case .secret: Secret.self
        case .hostPolicy: HostPolicy.self
        case .instance: Instance.self
        case .instanceStatus: InstanceStatus.self
        case .runtimeSpec: RuntimeSpecNode.self
        case .host: Host.self
        }
    }
}

extension Node {
    /// The value as canonical JSON: what stores keep and `get -o json` prints.
    ///
    /// - Throws: `EncodingError` when a value can't be written as JSON.
    public func encodedValue() throws -> Data {
        try CanonicalJSON.encode(value)
    }

    /// Reads back what ``encodedValue()`` wrote.
    ///
    /// - Throws: `DecodingError` when the bytes are no value of that kind.
    public init(kind: NodeKind, encodedValue data: Data) throws {
        self = try CanonicalJSON.decode(kind.valueType, from: data).node
    }
}
