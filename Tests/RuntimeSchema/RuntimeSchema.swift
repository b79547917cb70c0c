import Foundation
public import OCI
import Processes
import Testing

/// runtime-spec's own JSON Schema for `config.json`, in one version.
public struct RuntimeSchema: Sendable {
    public let path: String

    /// The versions that are at hand: the one of Debian, which the setup installs, and newer ones beside the checkout.
    ///
    /// Needs python3 with jsonschema. Where anything is missing, the test is skipped with a word, or fails in CI.
    public static func all() async throws -> [RuntimeSchema] {
        let folders = [
            "/usr/share/gocode/src/github.com/opencontainers/runtime-spec/schema",
            "../shared/data/oci/runtime-spec/schema",
        ]
        let paths = folders.map { $0 + "/config-schema.json" }.filter { FileManager.default.fileExists(atPath: $0) }
        let python = try? await Command("python3", ["-c", "import jsonschema"]).result()
        if !paths.isEmpty, python?.status == 0 { return paths.map(RuntimeSchema.init) }
        let missing = paths.isEmpty ? "golang-github-opencontainers-specs-dev" : "python3-jsonschema"
        if ProcessInfo.processInfo.environment["CI"] == "true" {
            Issue.record("\(missing) must be installed")
        } else {
            print("skipped: no \(missing)")
        }
        return []
    }

    /// What is wrong with documents, a line each.
    public func errors(in documents: [JSONValue]) async throws -> String {
        let input = try CanonicalJSON.encode(documents)
        return try await Command("python3", ["-W", "ignore", "-c", Self.program, path], input: [UInt8](input)).output()
    }

    /// References between the schema's files are looked up in its folder, whatever address their ids have.
    private static let program = """
        import json, pathlib, sys
        from jsonschema import Draft4Validator, RefResolver
        path = pathlib.Path(sys.argv[1]).resolve()
        load = lambda uri: json.loads((path.parent / uri.split("#")[0].rsplit("/", 1)[1]).read_text())
        schema = load(path.as_uri())
        resolver = RefResolver(path.as_uri(), schema, handlers={k: load for k in ("file", "http", "https")})
        for document in json.load(sys.stdin):
            for error in Draft4Validator(schema, resolver=resolver).iter_errors(document):
                print("/".join(map(str, error.absolute_path)), error.message[:200])
        """
}
