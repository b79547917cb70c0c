import ArgumentParser
import Engine

/// The instances that a command is about.
struct InstanceNames: ParsableArguments {
    @Argument(
        help: ArgumentHelp("Instances, or automatons for all of theirs.", valueName: "name"),
        completion: .names("instance"))
    var names: [String]
}

struct Start: EngineCommand {
    static let configuration = CommandConfiguration(
        "start", "Start instances that were stopped, and wait until they are ready.", example: "emergence start shop")

    @OptionGroup var instances: InstanceNames
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        try await engine.start(instances.names, events: Progress().handler)
    }
}

struct Stop: EngineCommand {
    static let configuration = CommandConfiguration(
        "stop", "Stop instances and keep them stopped, over a restart of the machine too.",
        example: "emergence stop shop-1")

    @OptionGroup var instances: InstanceNames
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        try await engine.stop(instances.names, events: Progress().handler)
    }
}

struct Restart: EngineCommand {
    static let configuration = CommandConfiguration(
        "restart", "Stop instances and start them again.", example: "emergence restart shop")

    @OptionGroup var instances: InstanceNames
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        try await engine.restart(instances.names, events: Progress().handler)
    }
}
