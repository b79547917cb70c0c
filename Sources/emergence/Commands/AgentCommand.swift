import ArgumentParser
import Engine

struct AgentCommand: EngineCommand {
    static let configuration = CommandConfiguration(
        "agent", "Be the agent of one of many hosts: run what is placed on it, and say how that is.",
        discussion: """
            It keeps the host's lease in the store; while it does, the controller places instances on the host. It asks the \
            probes of what runs, has HAProxy answer at ports that are published for HTTP, and records what it measures for \
            the controller. It goes on until it is interrupted; what runs goes on then too, and is given up once the lease has run out. A watchdog of \
            its own process ends what holds an exclusive volume if the lease can't be renewed in time.
            """,
        example: """
            emergence agent --host alpha --store sqlite:/srv/graph.sqlite
            emergence agent --host beta --store sqlite:/srv/graph.sqlite --state-dir /srv/beta
            """)

    @Option(help: ArgumentHelp("The host's name.", valueName: "name")) var host: String
    @Option(help: ArgumentHelp("Where it hands out the bytes that it has.", valueName: "ip[:port]"))
    var address: String?
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        try await engine.runHostAgent(host, address: address, events: Progress().handler)
    }
}

/// What an agent starts beside itself.
struct WatchdogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        "watchdog", "End what holds an exclusive volume once the host's lease has run out.",
        example: "emergence watchdog --state-dir /srv/beta", shouldDisplay: false)

    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run() async throws {
        try await Engine.runWatchdog(place.settings, events: Progress().handler)
    }
}
