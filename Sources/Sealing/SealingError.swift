/// Why a value can't be sealed or opened.
public enum SealingError: Error, Hashable, Sendable {
    /// The key ring is empty.
    case noKeys
    /// The key that a secret was sealed with isn't in the key ring.
    case missingKey(String, secret: String)
    /// The sealed value was changed after it was sealed, or belongs to another secret.
    case damaged(secret: String, key: String)
    /// There is no key file.
    case noKeyFile(path: String)
    /// Others than the owner may read or write the key file, or it isn't this user's.
    case exposedKeyFile(path: String, reason: String)
    /// The key file isn't one.
    case badKeyFile(path: String, reason: String)
    /// The system refused something with the key file.
    case system(operation: String, path: String, code: Int32)
}
