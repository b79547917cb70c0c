/// What a derivation says of one of its outputs.
public enum DerivationOutput: Hashable, Sendable {
    /// Its path follows from what it is made from.
    case inputAddressed(StorePath)
    /// Its content's hash was told beforehand, and its path follows from that.
    case fixed(StorePath, ContentAddress)
    /// Its path follows from its content, which nobody knows before it is built (experimental in Nix).
    case floating(ContentAddressMethod, HashAlgorithm)
    /// An input's path isn't known before that is built, and so this one's isn't either (experimental in Nix).
    case deferred
    /// Built anew each time, and addressed by its content (experimental in Nix).
    case impure(ContentAddressMethod, HashAlgorithm)

    /// Where it will be; nil if that isn't known before it is built.
    public var path: StorePath? {
        switch self {
        case .inputAddressed(let path), .fixed(let path, _): path
        case .floating, .deferred, .impure: nil
        }
    }
}

extension DerivationOutput {
    /// The three fields that stand for it in a `.drv` besides its name: path, method and algorithm, hash.
    func fields(in store: StoreDirectory) -> (path: String, algorithm: String, hash: String) {
        func algorithm(_ method: ContentAddressMethod, _ algorithm: HashAlgorithm) -> String {
            method.rawValue + algorithm.rawValue
        }
        return switch self {
        case .inputAddressed(let path): (store.path(of: path), "", "")
        case .fixed(let path, let address):
            (store.path(of: path), algorithm(address.method, address.hash.algorithm), address.hash.text(.base16))
        case .floating(let method, let name): ("", algorithm(method, name), "")
        case .deferred: ("", "", "")
        case .impure(let method, let name): ("", algorithm(method, name), "impure")
        }
    }
}
