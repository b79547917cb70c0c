import Processes
import Testing

@Suite("Colours")
struct StyleTests {
    @Test("there are none where nobody looks, unless they are forced; NO_COLOR wins")
    func colours() async throws {
        let plain = try await Program.run("parameters", environment: ["NO_COLOR": "", "CLICOLOR_FORCE": ""])
        let forced = try await Program.run("parameters", environment: ["NO_COLOR": "", "CLICOLOR_FORCE": "1"])
        let both = try await Program.run("parameters", environment: ["NO_COLOR": "1", "CLICOLOR_FORCE": "1"])
        #expect(!plain.output.contains("\u{1B}"))
        #expect(forced.output.contains("\u{1B}[2mPARAMETER\u{1B}[0m"))
        #expect(both.output == plain.output)
    }
}
