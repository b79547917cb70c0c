import Crypto
public import Foundation
public import OCI

/// Hashes content as it passes.
public struct ContentHasher {
    private enum State {
        case sha256(SHA256)
        case sha512(SHA512)
        /// The algorithm is one that can't be computed here.
        case unknown
    }

    private var state: State
    private let algorithm: OCI.Digest.Algorithm

    public init(_ algorithm: OCI.Digest.Algorithm = .sha256) {
        self.algorithm = algorithm
        state =
            switch algorithm {
            case .sha256: .sha256(SHA256())
            case .sha512: .sha512(SHA512())
            case .other: .unknown
            }
    }

    /// Takes the next bytes.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        switch state {
        case .sha256(var hash):
            hash.update(bufferPointer: bytes)
            state = .sha256(hash)
        case .sha512(var hash):
            hash.update(bufferPointer: bytes)
            state = .sha512(hash)
        case .unknown: break
        }
    }

    /// The digest of all bytes so far; nil for an algorithm that can't be computed here.
    public func finalize() -> OCI.Digest? {
        switch state {
        case .sha256(let hash): Digest(algorithm: algorithm, bytes: hash.finalize())
        case .sha512(let hash): Digest(algorithm: algorithm, bytes: hash.finalize())
        case .unknown: nil
        }
    }

    /// The digest of bytes that are there whole.
    public static func digest(
        of bytes: some ContiguousBytes, _ algorithm: OCI.Digest.Algorithm = .sha256
    ) -> OCI.Digest? {
        var hasher = ContentHasher(algorithm)
        bytes.withUnsafeBytes { hasher.update($0) }
        return hasher.finalize()
    }
}

/// Checks a blob's bytes against its descriptor as they pass.
struct BlobVerifier {
    private let blob: Descriptor
    private var hasher: ContentHasher
    private var size: Int64 = 0

    init(_ blob: Descriptor) {
        self.blob = blob
        hasher = ContentHasher(blob.digest.algorithm)
    }

    /// Takes the next bytes.
    ///
    /// - Throws: ``ImageError/wrongSize(_:expected:found:)`` as soon as there are too many.
    mutating func update(_ bytes: UnsafeRawBufferPointer) throws {
        size += Int64(bytes.count)
        guard size <= blob.size else { throw ImageError.wrongSize(blob.digest, expected: blob.size, found: -1) }
        hasher.update(bytes)
    }

    /// Says whether the bytes were the blob's.
    ///
    /// - Throws: ``ImageError``: too few, or others, or the digest's algorithm can't be computed here.
    func finish() throws {
        guard size == blob.size else { throw ImageError.wrongSize(blob.digest, expected: blob.size, found: size) }
        guard let found = hasher.finalize() else { throw ImageError.unknownAlgorithm(blob.digest) }
        guard found == blob.digest else { throw ImageError.wrongDigest(expected: blob.digest, found: found) }
    }
}
