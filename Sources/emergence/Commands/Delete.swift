import ArgumentParser
import Engine

struct Delete: EngineCommand {
    static let configuration = CommandConfiguration(
        "delete", "Delete what files declare, and stop what runs of it.",
        discussion: "The content of volumes stays, unless --volumes is given.",
        example: "emergence delete shop.yaml\nemergence delete --volumes shop.yaml")

    @OptionGroup var declarations: DeclarationOptions
    @Flag(help: "Remove the content of the declared volumes too.") var volumes = false
    @Option(name: .shortAndLong, help: "How to print it.") var output: OutputFormat = .table
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        let proposal = try await engine.delete(
            declarations.files, set: declarations.set, volumes: volumes, events: Progress().handler)
        try proposal.print(as: output)
    }
}
