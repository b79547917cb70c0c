import ArgumentParser
import Engine

struct Apply: EngineCommand {
    static let configuration = CommandConfiguration(
        "apply", "Make the graph what declarations say, and let what runs follow.",
        discussion: "What is missing is forged. Everything else lands in one transaction, or not at all.",
        example: "emergence apply shop.yaml")

    @OptionGroup var declarations: DeclarationOptions
    @Flag(help: "Follow tags that have moved since they were pinned.") var refresh = false
    @Option(name: .shortAndLong, help: "How to print it.") var output: OutputFormat = .table
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        let proposal = try await engine.apply(
            declarations.files, set: declarations.set, refresh: refresh, events: Progress().handler)
        try proposal.print(as: output)
    }
}
