import Crypto

/// Hashes a stream piece by piece, and counts it.
public struct StreamHasher: Sendable {
    private enum State: Sendable {
        case md5(Insecure.MD5)
        case sha1(Insecure.SHA1)
        case sha256(SHA256)
        case sha512(SHA512)
    }

    private var state: State
    /// How many bytes were hashed.
    public private(set) var count: UInt64 = 0

    /// A hasher that has seen nothing.
    public init(_ algorithm: HashAlgorithm = .sha256) {
        state =
            switch algorithm {
            case .md5: .md5(Insecure.MD5())
            case .sha1: .sha1(Insecure.SHA1())
            case .sha256: .sha256(SHA256())
            case .sha512: .sha512(SHA512())
            }
    }

    /// Hashes what comes next.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        count += UInt64(bytes.count)
        switch state {
        case .md5(var hasher):
            hasher.update(bufferPointer: bytes)
            state = .md5(hasher)
        case .sha1(var hasher):
            hasher.update(bufferPointer: bytes)
            state = .sha1(hasher)
        case .sha256(var hasher):
            hasher.update(bufferPointer: bytes)
            state = .sha256(hasher)
        case .sha512(var hasher):
            hasher.update(bufferPointer: bytes)
            state = .sha512(hasher)
        }
    }

    /// The hash of all that was seen so far.
    public func hash() -> Hash {
        switch state {
        case .md5(let hasher): Hash(algorithm: .md5, checked: Array(hasher.finalize()))
        case .sha1(let hasher): Hash(algorithm: .sha1, checked: Array(hasher.finalize()))
        case .sha256(let hasher): Hash(algorithm: .sha256, checked: Array(hasher.finalize()))
        case .sha512(let hasher): Hash(algorithm: .sha512, checked: Array(hasher.finalize()))
        }
    }
}

extension Hash {
    /// The hash of bytes that are at hand.
    public static func of(_ bytes: [UInt8], _ algorithm: HashAlgorithm = .sha256) -> Hash {
        var hasher = StreamHasher(algorithm)
        bytes.withUnsafeBytes { hasher.update($0) }
        return hasher.hash()
    }
}
