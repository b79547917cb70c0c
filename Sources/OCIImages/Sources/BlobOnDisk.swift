public import OCI

/// A blob in a file of its own.
public struct BlobOnDisk: BlobSource {
    private let folder: String
    private let name: String

    public init(path: String) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        folder = parts.dropLast().joined(separator: "/")
        name = String(parts.last ?? "")
    }

    public func read(_ blob: Descriptor, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        var verifier = BlobVerifier(blob)
        let exists = try FolderFiles(root: folder).read(name) { part in
            try verifier.update(part)
            try body(part)
        }
        guard exists else { throw ImageError.missingBlob(blob.digest) }
        try verifier.finish()
    }
}
