import ArgumentParser
import Engine

/// The binary cache that a command takes store paths from.
struct CacheOptions: ParsableArguments {
    @Option(
        name: .customLong("from-cache"),
        help: ArgumentHelp(
            "Take a path with its closure from a binary cache: file:///FOLDER, http:// or https://.", valueName: "url"))
    var url: String?
    @Option(
        name: .customLong("trusted-key"),
        help: ArgumentHelp(
            "A public key to trust, in place of cache.nixos.org's; several times for several.", valueName: "key"))
    var trustedKeys: [String] = []
    @Flag(help: "Take paths that nobody has signed.") var unsigned = false

    func validate() throws {
        if url == nil, unsigned || !trustedKeys.isEmpty {
            throw ValidationError("--trusted-key and --unsigned need --from-cache")
        }
    }

    /// What is asked of the cache; nil if none was named.
    func request(of path: String, name: String?) -> NixCacheRequest? {
        url.map { NixCacheRequest(path: path, cache: $0, trustedKeys: trustedKeys, unsigned: unsigned, name: name) }
    }
}
