import ConfigurationGraph
import OCI

@testable import Architect

extension ParameterTable {
    /// A small catalogue with each type of parameter, so that what these tests promise doesn't hang on the real one.
    static let example = ParameterTable(
        [
            given("process.args", .list(.string)),
            given("process.env", .environment),
            given("process.cwd", .path),
            given("process.noNewPrivileges", .bool),
            given("process.capabilities", .object(["add": .list(.string), "drop": .list(.string)])),
            given("root.readonly", .bool),
            given("linux.sysctl", .map(.string)),
            given("relay.publish", .list(.publishedPort)),
            given("overwatch.readiness.type", .choice(["exec", "http", "tcp"])),
            given("overwatch.readiness.port", .integer(1...65535)),
            given("overwatch.readiness.path", .string),
            given("overwatch.readiness.interval", .duration),
            given("overwatch.restart.policy", .choice(["always", "onFailure", "never"])),
            given("orchestrator.resources.memory.limit", .bytes),
            given("orchestrator.resources.cpu.limit", .number(0...1024)),
            given("orchestrator.stop.signal", .signal),
            given("volume.kind", .string, by: [.volume]),
            given("volume.size", .bytes, by: [.volume]),
            given("volume.accessMode", .choice(["exclusive", "sharedRead", "sharedWrite"]), by: [.volume]),
            given("host.labels", .map(.string), by: [.hostPolicy]),
            given("nix.source", .string, by: [.artefact]),
            given("nix.attribute", .string, by: [.artefact]),
            given("nix.arguments", .map(.any), by: [.artefact]),
            given("nix.debug", .bool, by: [.artefact]),
            given("nix.store", .string, by: [.artefact]),
            given("nix.timeout", .duration, by: [.artefact]),
            given("nix.cache", .string, by: [.artefact]),
            given("nix.path", .path, by: [.artefact]),
            given("forge.trustedPublicKeys", .list(.string), by: [.artefact]),
            given("forge.requireSigs", .bool, by: [.artefact]),
            encapsulated(
                "nix.outputs", .list(.path), .computed("the artefact's outputs when the instance is resolved")),
            encapsulated("root.path", .path, .value("rootfs")),
            encapsulated("process.user", .object([:]), .computed("the image's own User, else 0:0")),
            encapsulated("process.capabilities.bounding", .list(.string), .omitted),
        ])

    private static func given(
        _ path: String, _ type: ParameterType, by kinds: Set<NodeKind> = [.automaton, .configuration]
    ) -> Parameter {
        Parameter(
            path, type, .optional, default: .omitted, component: .emergence, suppliedBy: "operator", kinds: kinds,
            doc: "")
    }

    private static func encapsulated(
        _ path: String, _ type: ParameterType, _ rule: Parameter.Default
    ) -> Parameter {
        Parameter(
            path, type, .encapsulated, default: rule, component: .emergence, suppliedBy: "emergence", kinds: [],
            doc: "")
    }
}
