import ConfigurationGraph
import Foundation
public import OCI

extension NixExpression {
    /// The expression as a declaration says it; nil if an argument is one that none can say.
    var declared: NixArtefact.Expression? {
        let values = arguments.compactMap { argument in argument.json.map { (argument.name, $0) } }
        guard values.count == arguments.count else { return nil }
        return NixArtefact.Expression(
            file: file, attribute: attribute, arguments: Dictionary(values, uniquingKeysWith: { _, last in last }))
    }
}

extension NixExpression.Argument {
    private static let decoding = "builtins.fromJSON "

    /// A value as Nix takes it: a text as it is, all else as an expression of the same value.
    public init(name: String, _ value: JSONValue) {
        switch value {
        case .string(let text): self.init(name: name, value: text, isText: true)
        case .bool(let bool): self.init(name: name, value: "\(bool)")
        case .integer(let number) where number >= 0: self.init(name: name, value: "\(number)")
        default: self.init(name: name, value: Self.decoding + NixExpression.literal(Self.text(of: value)))
        }
    }

    /// The value that makes this argument; nil for an expression that only Nix can evaluate.
    var json: JSONValue? {
        if isText { return .string(value) }
        if let bool = Bool(value) { return .bool(bool) }
        if let number = Int64(value), "\(number)" == value { return .integer(number) }
        guard value.hasPrefix(Self.decoding),
            let text = NixExpression.text(ofLiteral: value.dropFirst(Self.decoding.count))
        else { return nil }
        return try? CanonicalJSON.decode(JSONValue.self, from: Data(text.utf8))
    }

    private static func text(of value: JSONValue) -> String {
        (try? CanonicalJSON.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
    }
}
