public import Foundation

/// The keys of one graph, the newest last: new values are sealed with it, older ones open what was sealed before.
///
/// There is one key but while a rotation is under way. A value: ``KeyFile`` keeps it.
public struct KeyRing: Sendable {
    /// The keys, the oldest first.
    public private(set) var keys: [SealingKey]

    public init(_ keys: [SealingKey] = []) { self.keys = keys }

    /// Whether there is a key of that id.
    public func has(_ id: String) -> Bool { keys.contains { $0.id == id } }

    /// Adds a new key, with which all is sealed from now on.
    public mutating func addKey() { keys.append(SealingKey()) }

    /// Forgets all keys but the newest: what they alone open is lost.
    public mutating func dropOldKeys() { keys.removeFirst(max(0, keys.count - 1)) }

    /// Seals a value for a name with the newest key.
    ///
    /// - Throws: ``SealingError/noKeys`` where there is no key.
    public func seal(_ value: SecretValue, for name: String) throws -> SealedValue {
        guard let key = keys.last else { throw SealingError.noKeys }
        return SealedValue(key: key.id, bytes: try key.seal(value, for: name))
    }

    /// Opens what was sealed for a name.
    ///
    /// - Throws: ``SealingError/missingKey(_:secret:)``, ``SealingError/damaged(secret:key:)``
    public func open(_ sealed: SealedValue, for name: String) throws(SealingError) -> SecretValue {
        guard let key = keys.first(where: { $0.id == sealed.key }) else {
            throw .missingKey(sealed.key, secret: name)
        }
        do {
            return try key.open(sealed.bytes, for: name)
        } catch {
            throw .damaged(secret: name, key: sealed.key)
        }
    }
}

/// A value that is sealed, and the key that opens it.
public struct SealedValue: Hashable, Sendable {
    /// The key's id.
    public var key: String
    /// Nonce, what is enciphered, and its tag.
    public var bytes: Data

    public init(key: String, bytes: Data) {
        self.key = key
        self.bytes = bytes
    }
}
