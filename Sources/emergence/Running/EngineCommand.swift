import ArgumentParser
import Engine

/// A command that asks or tells the engine something.
protocol EngineCommand: AsyncParsableCommand {
    associatedtype Options: Place

    /// Where the graph and the state are.
    var place: Options { get }

    /// What the command does, once the engine is there.
    func run(on engine: Engine) async throws
}

extension EngineCommand {
    func run() async throws {
        try await run(on: try await Engine.open(place.settings))
    }
}

extension CommandConfiguration {
    /// A command's configuration, with an example in its help.
    init(
        _ name: String, _ abstract: String, discussion: String? = nil, example: String,
        subcommands: [any ParsableCommand.Type] = [], shouldDisplay: Bool = true
    ) {
        let lines = example.split(separator: "\n").map { "  $ \($0)" }.joined(separator: "\n")
        self.init(
            commandName: name, abstract: abstract,
            discussion: (discussion.map { $0 + "\n\n" } ?? "") + "Example:\n" + lines,
            shouldDisplay: shouldDisplay, subcommands: subcommands)
    }
}
