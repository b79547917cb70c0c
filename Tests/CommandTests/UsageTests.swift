import Foundation
import Processes
import Testing

@Suite("Usage errors")
struct UsageTests {
    @Test(
        "a misspelt command or kind ends with 64 and names the nearest",
        arguments: [
            (["upp"], "'upp' is no command of 'emergence'", "did you mean 'up'?"),
            (["forge", "imge"], "'imge' is no command of 'emergence forge'", "did you mean 'image'?"),
        ])
    func nearest(arguments: [String], message: String, hint: String) async throws {
        let result = try await Program.run(arguments)
        #expect(result.status == 64)
        #expect(result.output.isEmpty)
        #expect(result.errorOutput == "emergence: \(message)\nhint: \(hint)\n")
    }

    @Test(
        "what the command line can't mean ends with 64, on standard error",
        arguments: [
            ["plan"], ["delete"], ["delete", "--volumes"], ["up", "--bogus"], ["get", "--at", "x"],
            ["logs", "shop", "--tail", "-1"],
            ["logs", "shop", "--since", "yesterday"], ["exec", "shop"], ["exec", "-e", "novalue", "shop", "--", "id"],
            ["completion", "tcsh"], ["parameters", "--component", "Nobody"], ["history", "--limit", "0"],
        ])
    func unusable(arguments: [String]) async throws {
        let result = try await Program.run(arguments)
        #expect(result.status == 64)
        #expect(result.output.isEmpty)
        #expect(result.errorOutput.hasPrefix("emergence: "))
    }

    @Test(
        "the error is one line, and one says where there is more",
        arguments: [
            (
                ["history", "--limit", "-1"], "--limit must be 1 at the least, not -1",
                "'emergence history --help' says how it is used"
            ),
            (
                ["logs", "shop", "--tail", "-1"], "--tail can't be negative",
                "'emergence logs --help' says how it is used"
            ),
            (
                ["forge", "image", "oci:x", "--bogus"], "Unknown option '--bogus'",
                "'emergence forge image --help' says how it is used"
            ),
        ])
    func short(arguments: [String], message: String, hint: String) async throws {
        let result = try await Program.run(arguments)
        #expect(result.errorOutput == "emergence: \(message)\nhint: \(hint)\n")
    }

    @Test(
        "what isn't there has a hint what to do",
        arguments: [
            (["get", "artefact", "web"], "declare it, or 'emergence forge image REF --name web' makes it"),
            (["get", "automaton", "web"], "'emergence get automaton' lists what there is"),
        ])
    func missing(arguments: [String], hint: String) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("missing-\(UUID())")
        defer { try? FileManager.default.removeItem(at: folder) }
        let result = try await Program.run(arguments, environment: ["EMERGENCE_STATE_DIR": folder.path])
        #expect(result.status == 1)
        #expect(result.errorOutput.hasSuffix("hint: \(hint)\n"))
    }

    @Test("a reader that goes away ends a command quietly")
    func closedOutput() async throws {
        let script = "set -o pipefail; '\(Program.path)' parameters -o json | head -c 1"
        let result = try await Command("bash", ["-c", script]).result()
        #expect(result.status == 0)
        #expect(result.errorOutput.isEmpty)
    }
}
