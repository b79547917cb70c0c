import ArgumentParser
import Engine

struct Debug: EngineCommand {
    static let configuration = CommandConfiguration(
        "debug", "Start a variant of an instance to look into, with a terminal; the instance is left alone.",
        discussion: """
            The variant has the same artefact and configuration, a name, ids and an address of its own, and the same \
            dependencies. It publishes no port, reads state volumes without writing to them, and is never started \
            anew. It ends when its process ends, when it is stopped, or when its time is over; the history keeps it.
            """,
        example: """
            emergence debug shop-1 --shell --reason "slow since noon"
            emergence exec -it shop-1-debug -- /.emergence/busybox sh
            emergence debug shop-1 --for 10m --shell --attach -- /.emergence/busybox sh
            """)

    @Option(
        name: .customLong("for"), help: ArgumentHelp("How long it may live, as 10m or 2h.", valueName: "time"))
    var time = TimeSpan(seconds: 3600)
    @Option(help: ArgumentHelp("What for, as the history will say.", valueName: "text")) var reason: String?
    @Flag(help: "Mount a static busybox at /.emergence/busybox, which PATH doesn't lead to.") var shell = false
    @Flag(help: "Connect this terminal to it.") var attach = false
    @Option(help: ArgumentHelp("The keys that let go of the terminal.", valueName: "keys"))
    var detachKeys = "ctrl-p,ctrl-q"
    @Option(name: .shortAndLong, help: "How to print it.") var output: OutputFormat = .table
    @OptionGroup(title: "WHERE") var place: PlaceOptions
    @Argument(
        help: ArgumentHelp("An instance, or an automaton that has one.", valueName: "name"),
        completion: .names("instance"))
    var name: String
    @Argument(
        parsing: .postTerminator,
        help: ArgumentHelp("A program and its words, to run in place of the instance's own.", valueName: "program"))
    var program: [String] = []

    func validate() throws {
        guard (1...Double(DebugRequest.longest)).contains(time.seconds) else {
            throw ValidationError("--for can be from 1s to 7d")
        }
    }

    func run(on engine: Engine) async throws {
        let request = DebugRequest(
            name: name, seconds: Int(time.seconds.rounded(.up)), reason: reason, shell: shell, program: program)
        let variant = try await engine.debug(request, events: Progress().handler)
        if attach {
            try await engine.attach(variant.instance, detachKeys: detachKeys)
        } else {
            try Listing.instances.print([variant], as: output)
        }
    }
}
