import CLinux
import Glibc

/// A process's network namespace, kept by a mount on a file, so that it can be reached after the process is gone.
struct NetworkNamespace {
    /// The file.
    let path: String

    /// Keeps a process's namespace; does nothing if it's our own.
    ///
    /// - Returns: whether the process has a namespace of its own.
    func keep(of pid: Int32) throws(RuntimeError) -> Bool {
        let source = "/proc/\(pid)/ns/net"
        if try Self.inode(source) == Self.inode("/proc/self/ns/net") { return false }
        _ = try OpenDescriptor(path: path, O_RDONLY | O_CREAT, mode: 0o600)
        try check(clinux_bind(source, path), "keep the network namespace at", path)
        return true
    }

    /// Lets go of the namespace and removes the file; nothing there is no error.
    func release() throws {
        guard FileTree.exists(path) else { return }
        try MountTable.detachAll(in: path)
        try FileTree.remove(path)
    }

    private static func inode(_ path: String) throws(RuntimeError) -> UInt64 {
        var status = stat()
        try checkErrno(stat(path, &status), "read", path)
        return UInt64(status.st_ino)
    }
}
