import ConfigurationGraph
import Crypto
import OCI

extension RuntimeSpecNode {
    /// Puts rows of provenance together: `config.json`, the parameters beside it, and the digest that names them.
    ///
    /// - Parameters:
    ///   - rows: a row for each value; those of what is left open have none.
    ///   - gaps: what is left open; nil where it is one instance's as it stands.
    /// - Throws: `EncodingError` for values that can't be written as JSON.
    init(rows: [Provenance], gaps: InstanceGaps?) throws {
        let others = rows.filter { !ConfigurationDocument.holds($0) }.compactMap { row in
            row.value.map { (row.path, $0) }
        }
        let content = Content(
            spec: ConfigurationDocument(rows: rows).json,
            parameters: Dictionary(others, uniquingKeysWith: { _, last in last }), gaps: gaps)
        let bytes = SHA256.hash(data: try CanonicalJSON.encode(content))
        guard let digest = OCI.Digest(algorithm: .sha256, bytes: bytes) else {
            throw ResolutionFailure(problems: [ResolutionProblem(parameter: "ociVersion", message: "has no digest")])
        }
        self.init(
            digest: digest, spec: content.spec, parameters: content.parameters, provenance: rows, gaps: gaps)
    }
}

/// All that a resolved configuration says, but for where it came from: what is declared in another place, or once more,
/// is no other configuration.
private struct Content: Encodable {
    let spec: JSONValue
    let parameters: [String: JSONValue]
    let gaps: InstanceGaps?
}
