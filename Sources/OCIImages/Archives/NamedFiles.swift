import Foundation
import OCI

/// Files by name, in a folder or in an archive: what an image's documents and blobs are read from.
protocol NamedFiles: Sendable {
    /// Where they are, for errors.
    var place: String { get }

    /// The names of all files.
    func names() throws -> [String]

    /// A file's length in bytes; nil if there is none of that name.
    func size(of name: String) throws -> Int64?

    /// Streams a file; returns false if there is none of that name.
    func read(_ name: String, _ body: (UnsafeRawBufferPointer) throws -> Void) throws -> Bool
}

extension NamedFiles {
    /// Streams a file that should be a blob, and verifies its size and digest while it passes; returns false if there is
    /// none of that name.
    ///
    /// - Throws: ``ImageError``, and whatever the body throws.
    func read(
        _ blob: Descriptor, named name: String, _ body: (UnsafeRawBufferPointer) throws -> Void
    ) throws -> Bool {
        var verifier = BlobVerifier(blob)
        let exists = try read(name) { part in
            try verifier.update(part)
            try body(part)
        }
        if exists { try verifier.finish() }
        return exists
    }

    /// A small file's bytes; nil if there is none of that name.
    ///
    /// - Throws: ``ImageError/badDocument(_:reason:)`` if it is larger than a document may be.
    func document(_ name: String) throws -> Data? {
        var bytes = Data()
        let exists = try read(name) { part in
            bytes.append(contentsOf: part)
            guard bytes.count <= documentLimit else {
                throw ImageError.badDocument(name, reason: "it is longer than \(documentLimit) bytes")
            }
        }
        return exists ? bytes : nil
    }
}

/// How long an index, manifest or configuration may be, in bytes: what registries allow (distribution-spec, 4 MiB).
let documentLimit = 4 << 20
