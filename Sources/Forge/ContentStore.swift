import Glibc
import OCI
import OCIImages

/// Blobs by their digests, in the state directory: what has its digest for a name is whole and right, after a crash
/// too. Blobs come in through ``IncomingBlobs``.
struct ContentStore: Sendable {
    let folders: StateFolders

    /// Where a blob is, or would be.
    func path(of digest: Digest) -> String { "\(folders.blobs)/\(digest.algorithm.rawValue)/\(digest.hex)" }

    func has(_ digest: Digest) -> Bool { access(path(of: digest), F_OK) == 0 }
}
