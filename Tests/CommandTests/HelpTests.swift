import Processes
import Testing

@Suite("Help")
struct HelpTests {
    @Test("every command's help has an example of that command", arguments: Program.commands)
    func example(command: [String]) async throws {
        let result = try await Program.run(command + ["--help"])
        #expect(result.status == 0)
        #expect(result.errorOutput.isEmpty)
        #expect(result.output.contains("Example:\n"))
        #expect(result.output.contains("emergence \(command.joined(separator: " "))"))
    }

    @Test("the root's help lists every command that isn't for other programs")
    func list() async throws {
        let result = try await Program.run("--help")
        #expect(result.status == 0)
        let hidden = ["names", "exited", "watchdog"]
        for command in Program.commands where command.count == 1 && !hidden.contains(command[0]) {
            #expect(result.output.contains("\n  \(command[0]) "), "\(command[0]) isn't listed")
        }
        #expect(!result.output.contains("\n  names "))
        #expect(!result.output.contains("\n  exited "))
    }

    @Test("--version prints three numbers and nothing else")
    func version() async throws {
        let result = try await Program.run("--version")
        #expect(result.status == 0)
        #expect(result.output.wholeMatch(of: #/\d+\.\d+\.\d+\n/#) != nil)
    }
}
