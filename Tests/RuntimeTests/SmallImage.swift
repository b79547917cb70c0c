import CLinux
import Foundation
import Glibc
import OCI
import Testing

@testable import Runtime

/// An image of two layers, unpacked by hand: busybox, and above it a layer that deletes a file and adds others.
enum SmallImage {
    /// - Returns: the diff ids, the lowest first; made up, as nobody looks at the layers' tars.
    static func write(to state: StateDirectory) throws -> [Digest] {
        let layers = try (0..<2).map { number in
            try #require(Digest(algorithm: .sha256, hex: String(repeating: "\(number)a", count: 32)))
        }
        try makeFolder(state.snapshots + "/sha256", 0o700)
        try writeBase(state.snapshot(layers[0]))
        try writeTop(state.snapshot(layers[1]))
        return layers
    }

    private static func writeBase(_ root: String) throws {
        let busybox = try #require(ProgramSearch.path(of: "busybox"))
        for folder in ["", "/bin", "/etc", "/tmp", "/cache"] { try makeFolder(root + folder, 0o755) }
        try FileManager.default.copyItem(atPath: busybox, toPath: root + "/bin/busybox")
        for name in ["sh", "cat", "id", "stat", "hostname", "touch", "ls", "sleep", "kill", "seq", "ip", "true", "tty"]
        {
            try checkErrno(symlink("busybox", root + "/bin/" + name), "link", name)
        }
        try AtomicFile.write("old".utf8, to: root + "/etc/deleted")
        try AtomicFile.write("seed".utf8, to: root + "/cache/seed", owner: 7)
        for name in ["hosts", "hostname", "resolv.conf"] { try AtomicFile.write([], to: root + "/etc/" + name) }
    }

    private static func writeTop(_ root: String) throws {
        for folder in ["", "/etc"] { try makeFolder(root + folder, 0o755) }
        try check(clinux_make_node(AT_FDCWD, root + "/etc/deleted", S_IFCHR, 0), "create", "a whiteout")
        try AtomicFile.write("new\n".utf8, to: root + "/etc/added")
    }
}
