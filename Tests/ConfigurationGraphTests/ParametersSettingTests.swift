import ConfigurationGraph
import OCI
import Testing

@Suite("Checks of settings")
struct ParametersSettingTests {
    @Test(
        "a setting is judged by the catalogue",
        arguments: [
            ("process.args", ["/bin/sh"], .automaton, nil),
            ("process.args", .null, .automaton, "'process.args' is Required and can't be null"),
            ("process.arg", [], .automaton, "'process.arg' is no parameter; did you mean 'process.args'?"),
            (
                "process.user", ["uid": 0], .configuration,
                "'process.user' is Encapsulated: it is defined from within Emergence; leave it out"
            ),
            ("volume.readonly", true, .automaton, "'volume.readonly' belongs to volume, not to automaton"),
            ("volume.readonly", true, .volume, nil),
            ("image.config.Env", [], .configuration, "'image.config.Env' comes from the image alone"),
            ("mounts", [["type": "tmpfs"]], .automaton, "'mounts[0]' has no 'destination'"),
            (
                "process.env", ["A"], .configuration, "'process.env[0]' must be NAME=VALUE, not 'A'"
            ),
            ("process.env", .null, .configuration, nil),
            (
                "process.capabilities", ["add": ["NET_RAW"], "bounding": []], .automaton,
                "'process.capabilities.bounding' is Encapsulated: it is defined from within Emergence; leave it out"
            ),
        ] as [(String, JSONValue, NodeKind, String?)])
    func check(parameter: String, value: JSONValue, kind: NodeKind, expected: String?) {
        let place = ConfigurationGraph.SourceLocation(file: "a.yaml", line: 3, column: 5)
        let problems = SettingCheck.check(Setting(parameter: parameter, value: value, location: place), kind: kind)
        #expect(problems.first?.description == expected.map { "a.yaml:3: \($0)" })
        #expect(problems.allSatisfy { $0.location == place })
    }

    @Test("a group of parameters is taken apart into its parameters")
    func expanded() {
        let place = ConfigurationGraph.SourceLocation(file: "a.yaml", line: 3, column: 5)
        let setting = Setting(
            parameter: "orchestrator",
            value: ["stop": ["signal": "INT"], "resources": ["cpu": ["limit": 1]], "odd": 1], location: place)
        #expect(
            SettingCheck.expanded(setting).map(\.parameter)
                == ["orchestrator.resources.cpu.limit", "orchestrator.stop.signal", "orchestrator.odd"])
    }
}
