import ConfigurationGraph
import OCI

extension SpecBuilder {
    /// Refuses what runtime-spec doesn't allow of a value whose type is right: what resolves is valid.
    mutating func checkSpecification(of document: JSONValue) {
        for problem in OCIDocumentKind.runtimeConfiguration.problems(with: document) {
            let keys = problem.path.steps.prefix { step in if case .key = step { true } else { false } }
            let path = JSONPath(Array(keys)).description
            let parameter = Catalogue.parameter(covering: path)?.path ?? path
            let place = problem.path.steps.count == keys.count ? "" : " at \(problem.path)"
            report(parameter, "isn't what runtime-spec allows\(place): \(problem.message)")
        }
    }
}
