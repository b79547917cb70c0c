import Foundation
public import OCI
import Processes
import Testing

/// runtime-spec's own JSON Schema for `config.json`, in one version.
public struct RuntimeSchema: Sendable {
    public let path: String

    /// The versions that are at hand: the one of Debian, which the setup installs, and newer ones beside the checkout.
    ///
    /// Needs Debian's python3 with jsonschema and fastjsonschema. Where anything is missing, the test is skipped with a
    /// word, or fails in CI.
    public static func all() async throws -> [RuntimeSchema] {
        let folders = [
            "/usr/share/gocode/src/github.com/opencontainers/runtime-spec/schema",
            "../shared/data/oci/runtime-spec/schema",
        ]
        let paths = folders.map { $0 + "/config-schema.json" }.filter { FileManager.default.fileExists(atPath: $0) }
        let python = try? await Command(python, ["-c", "import fastjsonschema, jsonschema"]).result()
        if !paths.isEmpty, python?.status == 0 { return paths.map(RuntimeSchema.init) }
        let missing =
            paths.isEmpty ? "golang-github-opencontainers-specs-dev" : "python3-fastjsonschema or python3-jsonschema"
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
        let arguments = ["-W", "ignore", "-c", Self.program, path]
        return try await Command(Self.python, arguments, input: [UInt8](input)).output()
    }

    private static let python = "/usr/bin/python3"

    /// The schema compiled tells which documents are wrong, in a tenth of the time; the reference validator what is wrong
    /// with those. References between the schema's files are looked up in its folder, whatever address their ids have.
    private static let program = """
        import fastjsonschema, json, pathlib, sys
        from jsonschema import Draft4Validator, RefResolver
        path = pathlib.Path(sys.argv[1]).resolve()
        load = lambda uri: json.loads((path.parent / uri.split("#")[0].rsplit("/", 1)[1]).read_text())
        handlers = {k: load for k in ("file", "http", "https")}
        schema = load(path.as_uri())
        schema["id"] = path.as_uri()
        accepts = fastjsonschema.compile(schema, handlers=handlers)
        thorough = Draft4Validator(schema, resolver=RefResolver(path.as_uri(), schema, handlers=handlers))
        for document in json.load(sys.stdin):
            try:
                accepts(document)
            except fastjsonschema.JsonSchemaException as refused:
                errors = list(thorough.iter_errors(document))
                for error in errors:
                    print("/".join(map(str, error.absolute_path)), error.message[:200])
                if not errors:
                    print(refused.message[:200])
        """
}
