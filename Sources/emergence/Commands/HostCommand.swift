import ArgumentParser
import ConfigurationGraph
import Engine
import OCI

/// `host`: the machines that instances run on.
struct HostCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        "host", "List, drain and remove the machines that instances run on.",
        discussion: "A host is there once 'emergence agent --host NAME' has run on it, or 'emergence up'.",
        example: "emergence host list\nemergence host drain alpha",
        subcommands: [
            HostList.self, HostDescribe.self, HostCordon.self, HostDrain.self, HostUncordon.self, HostRemove.self,
        ])
}

struct HostList: EngineCommand {
    static let configuration = CommandConfiguration(
        "list", "List hosts: whether their agents are there, what they have, and what of it is given away.",
        discussion: """
            STATE is up while its agent renews its lease, lost once that ran out, unattended where no agent runs; then \
            what the operator wants of it: cordoned, draining.
            """,
        example: "emergence host list -o json")

    @Option(name: .shortAndLong, help: "How to print it.") var output: OutputFormat = .table
    @OptionGroup(title: "WHERE") var place: GraphPlaceOptions

    func run(on engine: Engine) async throws {
        try Listing.hosts.print(try await engine.hosts(), as: output)
    }
}

struct HostDescribe: EngineCommand {
    static let configuration = CommandConfiguration(
        "describe", "Say all that is known of a host.", example: "emergence host describe alpha")

    @OptionGroup var host: HostArgument
    @Option(name: .shortAndLong, help: "How to print it.") var output: OutputFormat = .table
    @OptionGroup(title: "WHERE") var place: GraphPlaceOptions

    func run(on engine: Engine) async throws {
        try Listing.printDescription(of: try await engine.host(named: host.name), as: output)
    }
}

struct HostCordon: EngineCommand {
    static let configuration = CommandConfiguration(
        "cordon", "Place no further instance on a host; what is there stays.", example: "emergence host cordon alpha")

    @OptionGroup var host: HostArgument
    @Option(name: .shortAndLong, help: "How to print it.") var output: OutputFormat = .table
    @OptionGroup(title: "WHERE") var place: GraphPlaceOptions

    func run(on engine: Engine) async throws {
        try await engine.tell(.cordon, host, as: output)
    }
}

struct HostDrain: EngineCommand {
    static let configuration = CommandConfiguration(
        "drain", "Move what is on a host to others, within the budgets, and place nothing more on it.",
        discussion: """
            The controller moves them; 'emergence host describe' shows what is left. What keeps state in a volume stays, \
            as the volume is on the host.
            """,
        example: "emergence host drain alpha\nemergence host uncordon alpha")

    @OptionGroup var host: HostArgument
    @Flag(help: "Even where no other host takes instances: they stay until one does.") var force = false
    @Option(name: .shortAndLong, help: "How to print it.") var output: OutputFormat = .table
    @OptionGroup(title: "WHERE") var place: GraphPlaceOptions

    func run(on engine: Engine) async throws {
        try await engine.tell(.drain, host, forced: force, as: output)
    }
}

struct HostUncordon: EngineCommand {
    static let configuration = CommandConfiguration(
        "uncordon", "Place instances on a host again that was cordoned or drained.",
        example: "emergence host uncordon alpha")

    @OptionGroup var host: HostArgument
    @Option(name: .shortAndLong, help: "How to print it.") var output: OutputFormat = .table
    @OptionGroup(title: "WHERE") var place: GraphPlaceOptions

    func run(on engine: Engine) async throws {
        try await engine.tell(.uncordon, host, as: output)
    }
}

struct HostRemove: EngineCommand {
    static let configuration = CommandConfiguration(
        "remove", "Take a host out of the graph; what is on it is given up at once.",
        discussion: "It is refused while its agent is there, and where state is on it, unless --force is given.",
        example: "emergence host remove alpha\nemergence host remove alpha --force")

    @OptionGroup var host: HostArgument
    @Flag(help: "Even if its agent is there, or state is on it.") var force = false
    @OptionGroup(title: "WHERE") var place: GraphPlaceOptions

    func run(on engine: Engine) async throws {
        let given = try await engine.removeHost(host.name, forced: force)
        let rest = given.isEmpty ? "" : "; given up: \(given.joined(separator: ", "))"
        try Console.output.print("host \(host.name) removed\(rest)")
    }
}

/// The host that a command is about.
struct HostArgument: ParsableArguments {
    @Argument(help: ArgumentHelp("The host's name.", valueName: "host"), completion: .names("host")) var name: String
}

extension Engine {
    fileprivate func tell(
        _ wish: HostWish, _ host: HostArgument, forced: Bool = false, as output: OutputFormat
    ) async throws {
        let (report, notes) = try await want(wish, of: host.name, forced: forced)
        try Listing.hosts.print([report], as: output)
        for note in notes { try Console.error.print("note: \(note)") }
    }
}
