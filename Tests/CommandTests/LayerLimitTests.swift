import Processes
import Testing

@Suite("Limits of layers")
struct LayerLimitTests {
    @Test(
        "a limit that is none is a wrong use",
        arguments: [
            ("EMERGENCE_LAYER_SIZE", "much"), ("EMERGENCE_LAYER_SIZE", "0"), ("EMERGENCE_LAYER_RATIO", "-1"),
            ("EMERGENCE_LAYER_RATIO", "1.5"),
        ])
    func refused(name: String, value: String) async throws {
        let result = try await Program.run("doctor", environment: [name: value])
        #expect(result.status == 64)
        #expect(result.errorOutput.contains("\(name) is '\(value)', not a"))
    }
}
