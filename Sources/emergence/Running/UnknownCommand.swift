import ArgumentParser
import ConfigurationGraph
import Engine

/// A word that stands where a command should and is none.
struct UnknownCommand {
    private let word: String
    private let path: [String]
    private let known: [String]

    /// Nil when the words name a command, whatever else may be wrong with them.
    init?(in arguments: [String], of root: any ParsableCommand.Type) {
        var commands: any ParsableCommand.Type = root
        var path = ["emergence"]
        for word in arguments {
            let subcommands = commands.configuration.every
            guard !subcommands.isEmpty, !word.hasPrefix("-"), word != "help" else { return nil }
            guard let next = subcommands.first(where: { $0.name == word }) else {
                self.word = word
                self.path = path
                known = subcommands.filter { $0.configuration.shouldDisplay }.map(\.name)
                return
            }
            commands = next
            path.append(word)
        }
        return nil
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

extension ParsableCommand {
    fileprivate static var name: String { configuration.commandName ?? String(describing: Self.self).lowercased() }
}
