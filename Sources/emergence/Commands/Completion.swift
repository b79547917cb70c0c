import ArgumentParser
import ConfigurationGraph
import Engine

struct Completion: ParsableCommand {
    static let configuration = CommandConfiguration(
        "completion", "Print the completions for a shell: commands, options, and names from the graph.",
        example: "emergence completion bash > /etc/bash_completion.d/emergence")

    enum Shell: String, ExpressibleByArgument, CaseIterable {
        case bash, zsh, fish
    }

    @Argument(help: "bash, zsh or fish.") var shell: Shell

    func run() throws {
        let script =
            switch shell {
            case .bash: Emergence.completionScript(for: .bash)
            case .zsh: Emergence.completionScript(for: .zsh)
            case .fish: Emergence.completionScript(for: .fish)
            }
        try Console.output.print(script)
    }
}

/// What completions ask for names.
struct Names: EngineCommand {
    static let configuration = CommandConfiguration(
        "names", "List the names of a kind of node, for completions.", example: "emergence names automaton",
        shouldDisplay: false)

    @Argument(help: "A kind of node; none for all, each with its kind in front.") var kind: KindArgument?
    @Flag(help: "List parameters instead.") var parameters = false
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        let names = parameters ? Catalogue.parameters.map(\.path) : try await engine.names(of: kind?.kind)
        for name in names { try Console.output.print(name) }
    }
}

/// What conmon calls when a container has ended.
struct Exited: EngineCommand {
    static let configuration = CommandConfiguration(
        "exited", "Note that an instance's process has ended, and apply the restart policy.",
        example: "emergence exited shop-1", shouldDisplay: false)

    @Argument(help: "The instance.") var name: String
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        try await engine.handleExit(of: name)
    }
}

extension CompletionKind {
    /// The names that the graph has of a kind of node; of all, each with its kind, for the empty kind.
    static func names(_ kind: String) -> CompletionKind {
        .shellCommand("emergence names \(kind) 2>/dev/null")
    }

    /// The parameters of the catalogue.
    static var parameters: CompletionKind { .shellCommand("emergence names --parameters 2>/dev/null") }
}
