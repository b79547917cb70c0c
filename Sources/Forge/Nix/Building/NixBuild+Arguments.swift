import Foundation
import Processes

extension NixBuild {
    /// A function on the way to what is built: the arguments that it names, and those of the given that it takes.
    private struct Function: Decodable {
        let named: [String]
        let taken: [String]
    }

    /// Says when an argument is given that no function takes: Nix leaves it out without a word.
    ///
    /// An expression that evaluates is expected. Where it can't be looked into without building, nothing is said.
    ///
    /// - Throws: ``NixForgeError/unknownArgument(_:source:known:)``; what else asking Nix throws.
    func checkArguments(of expression: NixExpression) async throws {
        let given = expression.arguments
        guard !given.isEmpty else { return }
        let words = ["--eval", "--json", "--strict", "--readonly-mode", "--expr", Self.walk(of: expression)]
        var arguments = NixExpression(file: "", arguments: given).words
        arguments.removeFirst()
        let result = try await ended(log: nil) { [arguments] in
            try await program.command(
                "nix-instantiate", words + arguments, store: NixProgram.noStore, timeout: remaining
            ).result()
        }
        guard result.status == 0,
            let functions = try? JSONDecoder().decode([Function].self, from: Data(result.output.utf8))
        else { return }
        let taken = Set(functions.flatMap(\.taken))
        guard let unknown = given.first(where: { !taken.contains($0.name) }) else { return }
        throw NixForgeError.unknownArgument(
            unknown.name, source: expression.file, known: Set(functions.flatMap(\.named)).sorted())
    }

    /// An expression of what the functions take that Nix calls on its way to an attribute. That one takes whatever is
    /// given (`{ … }:`) is told by its description in XML alone.
    private static func walk(of expression: NixExpression) -> String {
        let path = expression.attributePath.map(NixExpression.literal).joined(separator: " ")
        return """
            given@{ ... }:
            let
              walk = value: path:
                let
                  isFunction = builtins.isFunction value;
                  named = if isFunction then builtins.functionArgs value else { };
                  isOpen = isFunction
                    && builtins.length (builtins.split "<attrspat[^>]*ellipsis=" (builtins.toXML value)) > 1
                    || builtins.isAttrs value && value ? __functor;
                  taken = if isOpen then given else builtins.intersectAttrs named given;
                  result = if isOpen || named != { } then value taken else value;
                  name = builtins.head path;
                  next = if builtins.isList result
                    then builtins.elemAt result (builtins.fromJSON name) else result.${name};
                in
                [ { named = builtins.attrNames named; taken = builtins.attrNames taken; } ]
                ++ (if path == [ ] then [ ] else walk next (builtins.tail path));
            in
            walk (import (/. + \(NixExpression.literal(expression.file)))) [ \(path) ]
            """
    }
}
