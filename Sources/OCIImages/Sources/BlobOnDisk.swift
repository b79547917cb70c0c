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
        guard try FolderFiles(root: folder).read(blob, named: name, body) else {
            throw ImageError.missingBlob(blob.digest)
        }
    }
}
