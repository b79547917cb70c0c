import ConfigurationGraph
import Foundation
import OCI
import Testing

@testable import Resolution

@Suite("Secrets")
struct SecretResolutionTests {
    private func world(files: JSONValue = [], env: JSONValue = [:]) -> World {
        var world = World()
        world.secrets = [
            Secret(
                name: "token", key: "0", sealed: Data([7]), size: 12, isText: true, valueRevision: Revision(3),
                source: .command),
            Secret(
                name: "keystore", key: "0", sealed: Data([8]), size: 200_000, isText: false,
                valueRevision: Revision(4), source: .command),
        ]
        if files != [] { world.give("secrets.files", files) }
        if env != [:] { world.give("secrets.env", env) }
        return world
    }

    @Test("are placeholders in the configuration, each with its origin")
    func placeholders() throws {
        let resolved = try world(
            files: [["name": "keystore", "destination": "/run/secrets/keystore"]], env: ["API_TOKEN": "token"]
        ).resolve()
        #expect(resolved.configuration.process?.env?.contains("API_TOKEN=‹secret token rev 3›") == true)
        #expect(resolved.mount(at: "/run/secrets/keystore")?.source == "secrets/files/0")
        #expect(resolved.mount(at: "/run/secrets/keystore")?.options?.contains("ro") == true)
        #expect(resolved.row("secrets.values.keystore")?.value == "‹secret keystore rev 4›")
        #expect(resolved.spec.parameters["secrets.env.API_TOKEN"] == "token")
        #expect(resolved.configuration.process?.env?.contains { $0.hasPrefix("PATH=") } == true)
    }

    @Test("stand over what the image gives, and beside nothing that the operator gives in the clear")
    func precedence() throws {
        var world = world(env: ["API_TOKEN": "token"])
        world.image.env = ["API_TOKEN=none"]
        #expect(try world.resolve().row("process.env.API_TOKEN")?.value == "‹secret token rev 3›")
        #expect(try world.resolve().row("process.env.API_TOKEN")?.otherwise == "none")
        world.image.env = ["API_TOKEN=none", "LOG=info"]
        world.configure("loud", "process.env", ["LOG=debug"])
        world.shop.configurations = ["loud"]
        #expect(try world.resolve().row("process.env.LOG")?.otherwise == "info", "as without secrets")
        world.configure("dev", "process.env", ["API_TOKEN=dev"])
        world.shop.configurations = ["dev"]
        #expect(try world.problems().map(\.parameter) == ["process.env.API_TOKEN"])
    }

    @Test("that can't be had as asked are refused, each with its reason")
    func refusals() throws {
        #expect(try world(env: ["STORE": "keystore"]).problems().map(\.message).first?.contains("isn't text") == true)
        #expect(try world(env: ["A=B": "token"]).problems().map(\.parameter) == ["secrets.env"])
        let hiding: JSONValue = [["name": "token", "destination": "/proc/token"]]
        #expect(try world(files: hiding).problems().count == 1)
        let twice: JSONValue = [["name": "token", "destination": "/etc/hosts"]]
        #expect(try world(files: twice).problems().map(\.parameter) == ["secrets.files"])
    }
}
