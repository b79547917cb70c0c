import Foundation
import Nix
import Processes

extension NixBuild {
    /// The attributes by which the derivations are had that an expression holds; empty where that can't be told without
    /// building.
    ///
    /// - Throws: what asking Nix throws.
    func attributes(of expression: NixExpression) async throws -> [String] {
        let words = ["--eval", "--json", "--strict", "--readonly-mode", "--expr", Self.search(in: expression)]
        var arguments = NixExpression(file: "", arguments: expression.arguments).words
        arguments.removeFirst()
        let result = try await ended(log: nil) { [arguments] in
            try await program.command(
                "nix-instantiate", words + arguments, store: NixProgram.noStore, timeout: remaining
            ).result()
        }
        let found = try? JSONDecoder().decode([[String]].self, from: Data(result.output.utf8))
        let above = expression.attribute.map { [$0] } ?? []
        return (found ?? []).map { (above + $0).joined(separator: ".") }
    }

    /// An expression of the paths of the derivations that `nix-instantiate` finds at an attribute: in a list, or a set, and
    /// in the sets inside that say that they are to be looked into (Nix, `libexpr/get-drvs.cc`).
    private static func search(in expression: NixExpression) -> String {
        let path = expression.attributePath.map(NixExpression.literal).joined(separator: " ")
        // Nix calls no function where it has no arguments for any.
        let given = expression.arguments.isEmpty ? "let given = { }; in" : "given@{ ... }:"
        return """
            \(given)
            let
              call = value:
                let named = if builtins.isFunction value then builtins.functionArgs value else { };
                in if named == { } then value else value (builtins.intersectAttrs named given);
              names = value:
                if builtins.isList value then builtins.genList builtins.toJSON (builtins.length value)
                else builtins.filter (name: builtins.match "[A-Za-z_][A-Za-z0-9+_-]*" name != null)
                  (builtins.attrNames value);
              at = value: name:
                if builtins.isList value then builtins.elemAt value (builtins.fromJSON name) else value.${name};
              search = value:
                builtins.concatMap (name:
                  let inner = at value name;
                  in
                  if !builtins.isAttrs inner then [ ]
                  else if inner.type or "" == "derivation" then [ [ name ] ]
                  else if inner.recurseForDerivations or false then map (path: [ name ] ++ path) (search inner)
                  else [ ]
                ) (names value);
              walk = value: name: call (at value name);
            in
            search (builtins.foldl' walk (call (import (/. + \(NixExpression.literal(expression.file))))) [ \(path) ])
            """
    }
}
