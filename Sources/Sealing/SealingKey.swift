import Crypto
import Foundation

/// One key that values are sealed with: ChaCha20-Poly1305 (RFC 8439), 256 bits.
public struct SealingKey: Sendable {
    /// What names the key in the graph; follows from the key, so that another key can't have it.
    public let id: String
    let secret: SymmetricKey

    /// A new key by the system's random numbers.
    public init() { self.init(SymmetricKey(size: .bits256)) }

    /// The key of these bytes; nil if they aren't 32.
    init?(bytes: Data) {
        guard bytes.count == 32 else { return nil }
        self.init(SymmetricKey(data: bytes))
    }

    private init(_ secret: SymmetricKey) {
        self.secret = secret
        let mark = HMAC<SHA256>.authenticationCode(for: Data("emergence: a key's id".utf8), using: secret)
        id = mark.prefix(6).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    var bytes: Data { secret.withUnsafeBytes { Data($0) } }

    /// Seals a value for one name: nonce, what is enciphered, and its tag. The same value never gives the same bytes
    /// twice, as the nonce is random.
    func seal(_ value: SecretValue, for name: String) throws -> Data {
        try ChaChaPoly.seal(value.bytes, using: secret, authenticating: binding(to: name)).combined
    }

    /// Opens what this key sealed for that name.
    ///
    /// - Throws: `CryptoKitError` for what was changed, sealed by another key, or for another name.
    func open(_ sealed: Data, for name: String) throws -> SecretValue {
        let box = try ChaChaPoly.SealedBox(combined: sealed)
        return SecretValue(Array(try ChaChaPoly.open(box, using: secret, authenticating: binding(to: name))))
    }

    /// What the seal is bound to: a value can't be put under another secret's name. Neither part can have a NUL.
    private func binding(to name: String) -> Data { Data("emergence secret\0\(name)\0\(id)".utf8) }
}
