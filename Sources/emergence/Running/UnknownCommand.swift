import ArgumentParser
import ConfigurationGraph
import Engine

/// A word that stands where a command should and is none.
struct UnknownCommand {
    private let word: String
    private let path: [String]
    private let known: [String]

    /// Nil when the words name a command, whatever else may be wrong with them.
    static func first(in arguments: [String], of root: any ParsableCommand.Type) -> UnknownCommand? {
        var subcommands = root.configuration.every
        var path = ["emergence"]
        for word in arguments {
            guard !subcommands.isEmpty, !word.hasPrefix("-"), word != "help" else { return nil }
            guard let next = subcommands.first(where: { name(of: $0) == word }) else {
                let known = subcommands.filter { $0.configuration.shouldDisplay }.map(name)
                return UnknownCommand(word: word, path: path, known: known)
            }
            subcommands = next.configuration.every
            path.append(word)
        }
        return nil
    }

    /// The command that the words name, as it is called: `["emergence", "forge", "image"]`.
    static func named(in arguments: [String], of root: any ParsableCommand.Type) -> [String] {
        var subcommands = root.configuration.every
        var path = ["emergence"]
        for word in arguments {
            guard let next = subcommands.first(where: { name(of: $0) == word }) else { break }
            subcommands = next.configuration.every
            path.append(word)
        }
        return path
    }

    private static func name(of command: any ParsableCommand.Type) -> String {
        command.configuration.commandName ?? ""
    }

    /// The error, with the nearest command that there is.
    var failure: Failure {
        let nearest = Catalogue.nearest(to: word, among: known)
        return Failure(
            .usage, "'\(word)' is no command of '\(path.joined(separator: " "))'",
            hint: nearest.map { "did you mean '\($0)'?" } ?? "'\(path.joined(separator: " ")) --help' lists them")
    }
}

extension CommandConfiguration {
    fileprivate var every: [any ParsableCommand.Type] {
        subcommands + groupedSubcommands.flatMap(\.subcommands)
    }
}
