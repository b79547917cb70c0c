import ArgumentParser
import Engine

struct Backup: EngineCommand {
    static let configuration = CommandConfiguration(
        "backup", "Write a copy of the graph to a file, while it is in use.",
        example: "emergence backup /var/backups/graph.sqlite")

    @Argument(help: ArgumentHelp("The file to write.", valueName: "file"), completion: .file()) var file: String
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        try await engine.backup(to: file)
        try Console.error.print("the graph is in \(file)")
    }
}

struct Restore: EngineCommand {
    static let configuration = CommandConfiguration(
        "restore", "Make the graph what it is in a backup, while it is in use.",
        discussion: "The keys of its secrets must be here: the key file is kept apart from backups.",
        example: "emergence restore /var/backups/graph.sqlite")

    @Argument(help: ArgumentHelp("The backup.", valueName: "file"), completion: .file()) var file: String
    @Flag(help: "Bring secrets back though their keys aren't here, to be set anew.") var withoutKeys = false
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        let revision = try await engine.restore(from: file, withoutKeys: withoutKeys)
        try Console.error.print("restored as revision \(revision): 'emergence up' lets what runs follow")
    }
}
