import ImageFixtures
import OCI
import Testing

@testable import Forge

@Suite("Nix as a program")
struct NixProgramTests {
    @Test(
        "versions from 2.4 on will do",
        arguments: [
            ("2.4", true), ("2.8.0", true), ("2.14pre20230227_a", true), ("3.0", true),
            ("10.1", true), ("2.3.16", false),
            ("2.04", true), ("1.11.16", false), ("2", false), ("", false),
        ])
    func versions(version: String, isNewEnough: Bool) {
        #expect(NixProgram.isNewEnough(version) == isNewEnough)
    }

    @Test("the version is the last word, if it is one")
    func versionText() {
        #expect(NixProgram.version(in: "nix-store (Nix) 2.8.0\n") == "2.8.0")
        #expect(NixProgram.version(in: "hello world\n").isEmpty)
        #expect(NixProgram.version(in: "").isEmpty)
    }

    @Test("a nix.conf counts alone, and what the user says counts most")
    func settings() throws {
        let folder = try TemporaryFolder()
        let environment = ["NIX_CONF_DIR": folder.path, "NIX_CONFIG": "cores = 1"]
        let lines = NixProgram.settings(environment).split(separator: "\n")
        #expect(lines.contains("build-users-group ="))
        #expect(lines.last == "cores = 1")
        _ = try folder.write("nix.conf", [])
        #expect(NixProgram.settings(environment) == "cores = 1")
    }

    @Test(
        "an argument's value is written as Nix takes it, and read back from that",
        arguments: ["a \"$b\" \\", "", true, 4, -4, 1.5, .null, ["a", ["b": "\\${c}"]]] as [JSONValue])
    func arguments(value: JSONValue) {
        #expect(NixExpression.Argument(name: "x", value).json == value)
    }

    @Test("of an argument that Nix alone can evaluate no declaration is made up")
    func expressionArgument() {
        for text in ["import ./x.nix", "builtins.fromJSON \"1\" + 1", "04", "builtins.fromJSON \"${x}\""] {
            let argument = NixExpression.Argument(name: "x", value: text)
            #expect(NixExpression(file: "/release.nix", arguments: [argument]).declared == nil, "\(text)")
        }
    }

    @Test("Nix's lines are read in whatever pieces they come", arguments: [1, 3, 7, 1000])
    func output(size: Int) {
        let text = """
            warning: you did not specify '--add-root'; the result might be removed by the garbage collector
            these 12 derivations will be built:
              /nix/store/a-x.drv
            building '/nix/store/a-x.drv'...
            building without a name
            building '/nix/store/b-y.drv'...
            error: first

            error: builder for '/nix/store/b-y.drv' failed
                   with a second line
            """
        var output = NixOutput()
        var built: [String] = []
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            built += output.take(Array(bytes[start..<min(start + size, bytes.count)])).map { "\($0.number) \($0.path)" }
        }
        output.finish()
        #expect(built == ["1 /nix/store/a-x.drv", "2 /nix/store/b-y.drv"])
        #expect(output.total == 12)
        #expect(output.message == "error: builder for '/nix/store/b-y.drv' failed\n       with a second line")
        #expect(output.lastLines.first == "these 12 derivations will be built:")
        #expect(!output.foundDiskFull)
    }

    @Test("of what a build writes without end little is held")
    func endless() {
        var output = NixOutput()
        for _ in 0..<100 { _ = output.take([UInt8](repeating: 0xff, count: 10_000)) }
        _ = output.take(Array("\n".utf8))
        for number in 0..<1000 { _ = output.take(Array("line \(number)\n".utf8)) }
        #expect(output.lastLines.count == 20)
        #expect(output.lastLines.last == "line 999")
        #expect(output.message.split(separator: "\n").count == 20)
    }
}
