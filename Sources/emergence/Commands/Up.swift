import ArgumentParser
import Engine

struct Up: EngineCommand {
    static let configuration = CommandConfiguration(
        "up", "Apply declarations, start what they say, and wait until it is ready.",
        discussion: "Without files, everything that is declared already and should run is started.",
        example: "emergence up shop.yaml\nemergence up --debug shop shop.yaml")

    @Argument(
        help: ArgumentHelp("Declarations: YAML files, and folders of them.", valueName: "file"),
        completion: .file(extensions: ["yaml", "yml"]))
    var files: [String] = []
    @Option(help: ArgumentHelp("The declaration's name (default: the paths).", valueName: "name"))
    var set: String?
    @Option(
        help: ArgumentHelp("Give this automaton's process a terminal, to attach to.", valueName: "automaton"),
        completion: .names("automaton"))
    var debug: [String] = []
    @Flag(help: "Follow tags that have moved since they were pinned.") var refresh = false
    @Option(help: ArgumentHelp("How long to wait until all is ready, as 90s or 5m.", valueName: "time"))
    var timeout = TimeSpan(seconds: 60)
    @Option(name: .shortAndLong, help: "How to print it.") var output: OutputFormat = .table
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        let instances = try await engine.up(
            files, set: set, debug: Set(debug), refresh: refresh, timeout: timeout.duration,
            events: Progress().handler)
        try Listing.instances.print(instances, as: output)
    }
}

struct Down: EngineCommand {
    static let configuration = CommandConfiguration(
        "down", "Stop and remove instances; volumes and declarations stay.",
        discussion: "Without files, all instances of this machine are stopped.",
        example: "emergence down\nemergence down shop.yaml")

    @Argument(
        help: ArgumentHelp("Declarations whose automatons are stopped.", valueName: "file"),
        completion: .file(extensions: ["yaml", "yml"]))
    var files: [String] = []
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        try await engine.down(files, events: Progress().handler)
    }
}
