import ArgumentParser
import Engine

struct Serve: EngineCommand {
    static let configuration = CommandConfiguration(
        "serve", "Watch this machine: balance requests, probe instances, start what is lost.",
        discussion: """
            HAProxy answers at each published port whose relay.ports entry says appProtocol: http, and sends requests \
            to the instances that are ready. It goes on until it is interrupted; what runs goes on then too.
            """,
        example: "emergence serve\nemergence serve --state-dir /srv/emergence")

    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        try await engine.serve(events: Progress().handler)
    }
}
