import ArgumentParser
import Engine

struct ControllerCommand: EngineCommand {
    static let configuration = CommandConfiguration(
        "controller", "Plan for many hosts: how many instances there are, where, and what moves.",
        discussion: """
            Agents on the hosts ('emergence agent') run what is placed there. Several controllers may run for one store: \
            one leads by a lease, another takes over when it is gone. What it decides is in 'history', and why in 'why-here'.
            """,
        example: "emergence controller --store sqlite:/srv/emergence/graph.sqlite")

    @Option(help: ArgumentHelp("Where it hands out the bytes that it has.", valueName: "ip[:port]"))
    var address: String?
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        try await engine.control(address: address, events: Progress().handler)
    }
}
