import Foundation
import Glibc
public import OCI

/// The folder in which a machine's blobs, snapshots, volumes and bundles are: where each of them is, and nothing else.
public struct StateDirectory: Hashable, Sendable {
    /// Its absolute path, without a slash at the end.
    public let path: String

    /// Names a state directory that's there or will be; a relative path is taken from the working folder.
    public init(_ path: String) {
        var absolute = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        while absolute.count > 1, absolute.hasSuffix("/") { absolute.removeLast() }
        self.path = absolute
    }

    /// The database of the configuration graph.
    public var graph: String { path + "/graph.sqlite" }
    /// Blobs of images, as `sha256/HEX`.
    public var blobs: String { path + "/blobs" }
    /// Unpacked layers, as `sha256/HEX` of their diff ids.
    public var snapshots: String { path + "/snapshots" }
    /// State volumes by name.
    public var volumes: String { path + "/volumes" }
    /// Bundles by the instances' names.
    public var instances: String { path + "/instances" }
    /// What a restart of the machine makes void.
    public var run: String { path + "/run" }
    /// What is being made; whatever is in here when nothing runs is left from a crash.
    public var temporary: String { path + "/tmp" }
    /// The container runtime's own state.
    public var runtimeRoot: String { run + "/runtime" }
    /// Network namespaces by the instances' names.
    public var networkNamespaces: String { run + "/netns" }

    /// An unpacked layer by its diff id.
    public func snapshot(_ diffID: Digest) -> String { "\(snapshots)/\(diffID.algorithm.rawValue)/\(diffID.hex)" }
    /// A state volume.
    public func volume(_ name: String) -> String { volumes + "/" + name }
    /// An instance's bundle.
    public func instance(_ name: String) -> String { instances + "/" + name }
    /// What keeps an instance's network namespace.
    public func networkNamespace(_ instance: String) -> String { networkNamespaces + "/" + instance }

    /// Creates the folders that aren't there.
    ///
    /// Those that lead to a root filesystem can be passed by anyone and listed by none but root: runc reaches the root
    /// filesystem as the container's own user. All others are root's alone.
    ///
    /// - Throws: ``RuntimeError/system(operation:path:code:)``
    public func create() throws {
        var parent = ""
        for component in path.split(separator: "/").dropLast() {
            parent += "/" + component
            try makeFolder(parent, 0o755)
        }
        for folder in [path, instances] { try makeFolder(folder, 0o711, enforced: true) }
        let own = [blobs, snapshots, volumes, run, temporary, runtimeRoot, networkNamespaces, run + "/locks"]
        for folder in own { try makeFolder(folder, 0o700, enforced: true) }
    }
}

/// Makes a folder if it isn't there, with exactly this mode whatever the umask; one that is there keeps its own mode
/// unless it's `enforced`.
func makeFolder(_ path: String, _ mode: mode_t, enforced: Bool = false) throws(RuntimeError) {
    if mkdir(path, mode) == 0 {
        try checkErrno(chmod(path, mode), "set the mode of", path)
        return
    }
    guard errno == EEXIST else { throw .system(operation: "create", path: path, code: errno) }
    var status = stat()
    try checkErrno(stat(path, &status), "read", path)
    guard status.st_mode & S_IFMT == S_IFDIR else { throw .system(operation: "create", path: path, code: ENOTDIR) }
    guard enforced, status.st_mode & 0o7777 != mode else { return }
    try checkErrno(chmod(path, mode), "set the mode of", path)
}

/// A name becomes a folder's name, a container's id and a control group's name: it must be fit for all.
func checkName(_ name: String) throws(RuntimeError) {
    let allowed = name.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
            true
        default: false
        }
    }
    guard allowed, (1...128).contains(name.utf8.count), name.first != ".", name.first != "-" else {
        throw .invalidName(name)
    }
}
