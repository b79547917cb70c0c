import ArgumentParser
import ConfigurationGraph
import Engine

/// The commands that the first words name, from the root as far as they go.
struct CommandPath {
    /// As the last of them is called: `["emergence", "forge", "image"]`.
    private(set) var names = ["emergence"]
    private var last: any ParsableCommand.Type
    private var rest: ArraySlice<String>

    init(_ arguments: [String], of root: any ParsableCommand.Type) {
        last = root
        rest = arguments[...]
        while let word = rest.first, let next = last.configuration.every.first(where: { Self.name(of: $0) == word }) {
            last = next
            names.append(word)
            rest.removeFirst()
        }
    }

    /// The command that the words lead to, and those that are for it; nil if it only has commands of its own.
    var leaf: (command: any ParsableCommand.Type, words: [String])? {
        last.configuration.every.isEmpty ? (last, Array(rest)) : nil
    }

    /// What is wrong if the next word stands where a command should and is none, with the nearest that there is.
    var unknownCommand: Failure? {
        let subcommands = last.configuration.every
        guard !subcommands.isEmpty, let word = rest.first, !word.hasPrefix("-"), word != "help" else { return nil }
        let known = subcommands.filter { $0.configuration.shouldDisplay }.map(Self.name)
        let path = names.joined(separator: " ")
        return Failure(
            .usage, "'\(word)' is no command of '\(path)'",
            hint: Catalogue.nearest(to: word, among: known).map { "did you mean '\($0)'?" }
                ?? "'\(path) --help' lists them")
    }

    private static func name(of command: any ParsableCommand.Type) -> String {
        command.configuration.commandName ?? ""
    }
}

extension CommandConfiguration {
    fileprivate var every: [any ParsableCommand.Type] {
        subcommands + groupedSubcommands.flatMap(\.subcommands)
    }
}
