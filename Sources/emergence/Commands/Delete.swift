import ArgumentParser
import Engine

struct Delete: EngineCommand {
    static let configuration = CommandConfiguration(
        "delete", "Delete what files declare, and stop what runs of it.",
        discussion: "The content of volumes stays, unless --volumes is given, or --volume later.",
        example: "emergence delete shop.yaml\nemergence delete --volumes shop.yaml\n"
            + "emergence delete --volume shop-state")

    @Argument(
        help: ArgumentHelp("Declarations: YAML files, and folders of them.", valueName: "file"),
        completion: .file(extensions: ["yaml", "yml"]))
    var files: [String] = []
    @Option(help: ArgumentHelp("The declaration's name (default: the paths).", valueName: "name"))
    var set: String?
    @Flag(help: "Remove the content of the declared volumes too.") var volumes = false
    @Option(
        help: ArgumentHelp("Remove the content of a volume that isn't declared any more.", valueName: "name"),
        completion: .names("volume"))
    var volume: [String] = []
    @Option(name: .shortAndLong, help: "How to print it.") var output: OutputFormat = .table
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func validate() throws {
        if files.isEmpty, volume.isEmpty { throw ValidationError("give files, or --volume with a volume's name") }
        if files.isEmpty, volumes { throw ValidationError("--volumes takes those that files declare: give files") }
    }

    func run(on engine: Engine) async throws {
        let events = Progress().handler
        if !files.isEmpty {
            let proposal = try await engine.delete(files, set: set, volumes: volumes, events: events)
            try proposal.print(as: output)
        }
        if !volume.isEmpty { try await engine.removeVolumes(volume, events: events) }
    }
}
