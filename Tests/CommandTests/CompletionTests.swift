import Processes
import Testing

@Suite("Completions")
struct CompletionTests {
    @Test("the script of each shell names every command", arguments: ["bash", "zsh", "fish"])
    func names(shell: String) async throws {
        let result = try await Program.run("completion", shell)
        #expect(result.status == 0)
        for command in ["up", "explain", "referrers", "doctor"] { #expect(result.output.contains(command)) }
        #expect(result.output.contains("emergence names automaton"))
    }

    @Test("bash can read its script")
    func bash() async throws {
        let script = try await Program.run("completion", "bash").output
        let result = try await Command("bash", ["-n"], input: Array(script.utf8)).result()
        #expect(result.status == 0, "\(result.errorOutput)")
    }
}
