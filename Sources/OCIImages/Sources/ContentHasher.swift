import Crypto
public import Foundation
public import OCI

/// Hashes content as it passes.
public struct ContentHasher {
    private enum State {
        case sha256(SHA256)
        case sha512(SHA512)
    }

    private var state: State
    private let algorithm: OCI.Digest.Algorithm

    public init(_ algorithm: OCI.Digest.Algorithm = .sha256) {
        self.algorithm = algorithm
        state =
            switch algorithm {
            case .sha256: .sha256(SHA256())
            case .sha512: .sha512(SHA512())
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
        }
    }

    /// The digest of all bytes so far.
    public func finalize() -> OCI.Digest? {
        switch state {
        case .sha256(let hash): Digest(algorithm: algorithm, bytes: hash.finalize())
        case .sha512(let hash): Digest(algorithm: algorithm, bytes: hash.finalize())
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
    /// - Throws: ``ImageError``: too few, or others.
    func finish() throws {
        guard size == blob.size else { throw ImageError.wrongSize(blob.digest, expected: blob.size, found: size) }
        guard let found = hasher.finalize(), found == blob.digest else {
            throw ImageError.wrongDigest(expected: blob.digest, found: hasher.finalize() ?? blob.digest)
        }
    }
}
