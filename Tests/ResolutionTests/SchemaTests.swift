import ConfigurationGraph
import OCI
import RuntimeSchema
import Testing
import TestRandom

@testable import Resolution

/// Needs python3 with jsonschema, and the JSON schema of runtime-spec.
@Suite("config.json by runtime-spec's own schema")
struct SchemaTests {
    @Test("every configuration is valid")
    func valid() async throws {
        let configurations = PropertyRuns.seeds.compactMap { try? World.random(seed: $0).resolve().spec.spec }
        #expect(configurations.count > 10)
        for schema in try await RuntimeSchema.all() {
            #expect(try await schema.errors(in: configurations) == "", "\(schema.path)")
        }
    }

    @Test("the check can fail: a configuration without its version isn't valid")
    func invalid() async throws {
        for schema in try await RuntimeSchema.all() {
            #expect(try await schema.errors(in: [["process": ["cwd": 1]]]) != "", "\(schema.path)")
        }
    }
}
