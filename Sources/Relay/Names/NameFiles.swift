import Foundation
import Glibc

/// The files by which an instance knows names, in its bundle: `hosts`, `hostname` and `resolv.conf`.
public struct NameFiles: Hashable, Sendable {
    /// The bundle's folder.
    public let folder: String

    public init(folder: String) { self.folder = folder }

    /// Writes all three, the resolver's from the host's own.
    ///
    /// - Throws: ``RelayError/system(action:reason:)``.
    public func write(_ hosts: HostsFile) throws(RelayError) {
        try replace("hosts", hosts.text)
        try replace("hostname", hosts.hostname + "\n")
        let host = try? String(contentsOfFile: "/etc/resolv.conf", encoding: .utf8)
        let upstream = try? String(contentsOfFile: "/run/systemd/resolve/resolv.conf", encoding: .utf8)
        try replace("resolv.conf", ResolverFile.text(host: host ?? "", upstream: upstream))
    }

    /// Writes `hosts` anew, for an instance that runs.
    ///
    /// - Returns: whether the text differed.
    /// - Throws: ``RelayError/system(action:reason:)``.
    @discardableResult
    public func rewrite(_ hosts: HostsFile) throws(RelayError) -> Bool {
        let before = try? String(contentsOfFile: "\(folder)/hosts", encoding: .utf8)
        guard before != hosts.text else { return false }
        try replace("hosts", hosts.text)
        return true
    }

    /// Writes into the file that is there, rather than a new one in its place: the instance has a bind mount of this
    /// very inode. The text goes out in one write(2) before the rest is cut off, so that a reader never finds the
    /// file empty.
    private func replace(_ name: String, _ text: String) throws(RelayError) {
        let path = "\(folder)/\(name)"
        let bytes = Array(text.utf8)
        let descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o644)
        guard descriptor >= 0 else {
            throw .system(action: "open \(path)", reason: String(cString: strerror(errno)))
        }
        defer { close(descriptor) }
        guard pwrite(descriptor, bytes, bytes.count, 0) == bytes.count, ftruncate(descriptor, off_t(bytes.count)) == 0,
            fchmod(descriptor, 0o644) == 0
        else {
            throw .system(action: "write \(path)", reason: String(cString: strerror(errno)))
        }
    }
}
