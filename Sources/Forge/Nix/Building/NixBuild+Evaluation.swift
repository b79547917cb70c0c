import Foundation
import Nix
import Processes

extension NixBuild {
    /// What an expression would be built as.
    struct Evaluation: Hashable, Sendable {
        var drv: Nix.StorePath
        /// The path of its output; nil if that isn't known before it is built.
        var output: Nix.StorePath?
        /// What its `meta.mainProgram` says.
        var mainProgram: String?
    }

    /// Evaluates an expression and writes nothing, unless it must build something to be evaluated: then into the store.
    ///
    /// - Throws: ``NixForgeError``, `CancellationError`.
    func evaluate(_ expression: NixExpression) async throws -> Evaluation {
        let attributes = ["drvPath", "outPath", "meta.mainProgram"]
        let said = try await strings(at: attributes, of: expression, store: NixProgram.noStore, "--readonly-mode")
        if said.count >= 2, let drv = try? StoreDirectory.standard.storePath(said[0]), drv.isDerivation {
            return Evaluation(
                drv: drv, output: try? StoreDirectory.standard.storePath(said[1]),
                mainProgram: said.dropFirst(2).first)
        }
        // It needs a store, or is wrong, which is said best by the command that it is meant for.
        let made = try await instantiate(expression)
        let again = try await strings(at: ["outPath", "meta.mainProgram"], of: expression)
        return Evaluation(
            drv: made.drv, output: again.first.flatMap { try? StoreDirectory.standard.storePath($0) },
            mainProgram: again.dropFirst().first)
    }

    /// The name of the program that the expression's `meta` calls the main one; nil if it names none.
    ///
    /// - Throws: ``NixForgeError``, `CancellationError`.
    func mainProgram(of expression: NixExpression) async throws -> String? {
        try await strings(at: ["meta.mainProgram"], of: expression).first
    }

    /// The texts that stand at attributes of what an expression stands for, up to the first that isn't there.
    private func strings(
        at attributes: [String], of expression: NixExpression, store: String? = nil, _ options: String...
    ) async throws -> [String] {
        let words = ["--eval", "--json"] + options + expression.words(of: attributes)
        let result = try await ended(log: nil) {
            try await program.command("nix-instantiate", words, store: store, timeout: remaining).result()
        }
        return Self.strings(in: result.output)
    }

    /// The JSON strings that a text begins with, with or without line breaks between them.
    static func strings(in text: String) -> [String] {
        var found: [String] = []
        var rest = text.drop(while: \.isWhitespace)
        while rest.first == "\"" {
            var end = rest.index(after: rest.startIndex)
            while end < rest.endIndex, rest[end] != "\"" {
                if rest[end] == "\\" { rest.formIndex(after: &end) }
                if end < rest.endIndex { rest.formIndex(after: &end) }
            }
            guard end < rest.endIndex,
                let string = try? JSONDecoder().decode(String.self, from: Data(rest[...end].utf8))
            else { break }
            found.append(string)
            rest = rest[rest.index(after: end)...].drop(while: \.isWhitespace)
        }
        return found
    }
}
