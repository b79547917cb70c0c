import ConfigurationGraph
import OCI
import Testing

@Suite("What weakens isolation")
struct WeakenedTests {
    @Test(
        "is found in what was given, by the parameter's own rule",
        arguments: [
            ("security.seccomp", "unconfined", true), ("security.seccomp", "default", false),
            ("process.noNewPrivileges", false, true), ("process.noNewPrivileges", true, false),
            ("process.capabilities", ["add": ["CAP_SYS_ADMIN"]], true),
            ("process.capabilities", ["drop": ["CAP_CHOWN"]], false),
            ("mounts", [["destination": "/x", "type": "bind", "source": "/etc"]], true),
            ("mounts", [["destination": "/x", "type": "tmpfs", "source": "tmpfs"]], false),
            ("security", ["hostNamespaces": ["network"]], true), ("process.env", ["A=1"], false),
        ] as [(String, JSONValue, Bool)])
    func settings(parameter: String, value: JSONValue, weakens: Bool) throws {
        let setting = Setting(
            parameter: parameter, value: value, location: SourceLocation(file: "a.yaml", line: 1, column: 1))
        #expect(setting.weakened.isEmpty != weakens)
        #expect(setting.weakened.allSatisfy { !$0.reason.isEmpty })
    }
}
