import Files
import Foundation
import Glibc
import NixStores
import OCI
import OCIImages

/// The folders of a state directory that Forge writes to.
struct StateFolders: Hashable, Sendable {
    /// The state directory.
    let state: String

    /// Blobs of images, as `sha256/HEX`.
    var blobs: String { state + "/blobs" }
    /// Unpacked layers by their diff ids.
    var snapshots: String { state + "/snapshots" }
    /// What isn't whole yet, on the same file system as what it becomes.
    var temporary: String { state + "/tmp" }
    /// What Nix said when it built an artefact, by the artefact's name.
    var nixLogs: String { state + "/nix/logs" }
    /// The lock by which running commands keep what they need (``Lease``).
    var leases: String { state + "/run/leases" }

    /// Store paths of Emergence's own, in `nix/store`.
    var store: LocalStore { LocalStore(root: state) }
    /// The host's own store, which isn't written to, with what was found of its paths.
    var hostStore: LocalStore {
        let store = LocalStore(root: "/")
        return LocalStore(folder: store.folder, notes: self.store.notes + "/host")
    }

    /// Files of caches that aren't whole yet.
    var downloads: String { store.notes + "/downloads" }

    var snapshotStore: SnapshotStore { SnapshotStore(folder: snapshots, temporary: temporary) }

    /// Creates what isn't there.
    ///
    /// - Throws: ``FileError``.
    func create() throws {
        if mkdir(state, 0o711) != 0, errno != EEXIST { throw FileError("make", state) }
        for folder in [blobs, snapshots, temporary, state + "/run"] {
            if mkdir(folder, 0o700) != 0, errno != EEXIST { throw FileError("make", folder) }
        }
    }
}
