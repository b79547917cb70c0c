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
            ["plan"], ["up", "--bogus"], ["get", "--at", "x"], ["logs", "shop", "--tail", "-1"],
            ["logs", "shop", "--since", "yesterday"], ["exec", "shop"], ["exec", "-e", "novalue", "shop", "--", "id"],
            ["completion", "tcsh"], ["parameters", "--component", "Nobody"], ["history", "--limit", "0"],
        ])
    func unusable(arguments: [String]) async throws {
        let result = try await Program.run(arguments)
        #expect(result.status == 64)
        #expect(result.output.isEmpty)
        #expect(result.errorOutput.hasPrefix("emergence: "))
    }

    @Test("a reader that goes away ends a command quietly")
    func closedOutput() async throws {
        let script = "set -o pipefail; '\(Program.path)' parameters -o json | head -c 1"
        let result = try await Command("bash", ["-c", script]).result()
        #expect(result.status == 0)
        #expect(result.errorOutput.isEmpty)
    }
}
