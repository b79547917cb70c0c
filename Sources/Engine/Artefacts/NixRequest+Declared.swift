import Architect
import Forge
import Nix

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
