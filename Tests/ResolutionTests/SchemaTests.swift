import ConfigurationGraph
import Foundation
import OCI
import Processes
import Testing

@testable import Resolution

/// Needs python3 with jsonschema, and the JSON schema of runtime-spec.
@Suite("config.json by runtime-spec's own schema")
struct SchemaTests {
    @Test("every configuration is valid")
    func valid() async throws {
        guard let schema = try await RuntimeSpecSchema.find() else { return }
        let configurations = Seeds.some.compactMap { try? World.random(seed: $0).resolve().spec.spec }
        #expect(configurations.count > 10)
        #expect(try await schema.errors(in: configurations) == "")
    }

    @Test("the check can fail: a configuration without its version isn't valid")
    func invalid() async throws {
        guard let schema = try await RuntimeSpecSchema.find() else { return }
        #expect(try await schema.errors(in: [["process": ["cwd": 1]]]) != "")
    }
}

/// The runtime-spec's own schema, asked through python3.
struct RuntimeSpecSchema {
    let path: String

    /// The schema, where this machine has what it takes; elsewhere the test is skipped with a word, or fails in CI.
    static func find() async throws -> RuntimeSpecSchema? {
        let folders = [
            "../shared/data/oci/runtime-spec/schema",
            "/usr/share/gocode/src/github.com/opencontainers/runtime-spec/schema",
        ]
        let path = folders.map { $0 + "/config-schema.json" }.first { FileManager.default.fileExists(atPath: $0) }
        let python = try? await Command("python3", ["-c", "import jsonschema"]).result()
        if let path, python?.status == 0 { return RuntimeSpecSchema(path: path) }
        let missing = path == nil ? "golang-github-opencontainers-specs-dev" : "python3-jsonschema"
        if ProcessInfo.processInfo.environment["CI"] == "true" {
            Issue.record("\(missing) must be installed")
        } else {
            print("skipped: no \(missing)")
        }
        return nil
    }

    /// What is wrong with documents, a line each.
    func errors(in documents: [JSONValue]) async throws -> String {
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
