public import ConfigurationGraph
import Crypto
public import OCI

/// What a resolution comes to.
public struct ResolvedInstance: Hashable, Sendable {
    /// The node: the configuration as JSON, the further parameters, and where each value came from.
    public var spec: RuntimeSpecNode
    /// The same configuration as a value; its canonical JSON is what ``spec``'s digest is of.
    public var configuration: RuntimeConfiguration
}

extension ResolvedInstance {
    /// Puts rows of provenance together: `config.json`, its digest, and the parameters beside it.
    ///
    /// - Throws: `ResolutionFailure` and `DecodingError` for rows that make no configuration.
    init(rows: [Provenance]) throws {
        let document = ConfigurationDocument(rows: rows)
        let bytes = try CanonicalJSON.encode(document.json)
        guard let digest = OCI.Digest(algorithm: .sha256, bytes: SHA256.hash(data: bytes)) else {
            throw ResolutionFailure(problems: [ResolutionProblem(parameter: "ociVersion", message: "has no digest")])
        }
        let others = rows.filter { !ConfigurationDocument.holds($0) }.compactMap { row in
            row.value.map { (row.path, $0) }
        }
        spec = RuntimeSpecNode(
            digest: digest, spec: document.json,
            parameters: Dictionary(others, uniquingKeysWith: { _, last in last }), provenance: rows)
        configuration = try CanonicalJSON.decode(RuntimeConfiguration.self, from: bytes)
    }
}
