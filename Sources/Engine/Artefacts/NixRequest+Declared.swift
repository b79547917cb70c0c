import Architect
import Forge
import Nix
import OCI

extension NixRequest {
    /// What a declaration asks for.
    init(_ declared: NixOrigin, named name: String, in set: String) {
        self.init(source: declared.source)
        attribute = declared.attribute
        arguments = declared.arguments.sorted { $0.key < $1.key }.map { NixExpression.Argument(name: $0, $1) }
        debug = declared.debug
        root = declared.store
        timeout = declared.timeout
        self.name = name
        declaredBy = set
    }

    /// The source, if it is a store path.
    var storePath: Nix.StorePath? { try? StoreDirectory.standard.storePath(source) }
}

extension NixCacheRequest {
    /// What a declaration asks for.
    init(_ declared: CacheOrigin, named name: String, in set: String) {
        self.init(
            path: declared.path, cache: declared.cache, trustedKeys: declared.trustedKeys, unsigned: declared.unsigned,
            name: name)
        timeout = declared.timeout
        declaredBy = set
    }
}

extension NixExpression.Argument {
    /// A value as Nix takes it: a text as it is, all else as an expression of the same value.
    init(name: String, _ value: JSONValue) {
        switch value {
        case .string(let text): self.init(name: name, value: text, isText: true)
        case .bool(let bool): self.init(name: name, value: "\(bool)")
        case .integer(let number) where number >= 0: self.init(name: name, value: "\(number)")
        default: self.init(name: name, value: "builtins.fromJSON \(NixExpression.literal(Self.json(of: value)))")
        }
    }

    private static func json(of value: JSONValue) -> String {
        (try? CanonicalJSON.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
    }
}
