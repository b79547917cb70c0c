import Foundation
import Processes
import Testing

/// A file system of a few megabytes, to be filled up or made read-only; needs root.
struct SmallDisk {
    /// Whether this process can have one. In CI it must.
    static let isAvailable: Bool = {
        if geteuid() == 0 || ProcessInfo.processInfo.environment["CI"] != nil { return true }
        print("skipped: what a full or read-only disk does, as only root can mount one")
        return false
    }()

    let path: String

    /// Mounts the disk, runs a body, and unmounts it.
    static func with(_ body: (SmallDisk) async throws -> Void) async throws {
        let folder = try TemporaryFolder()
        try await Command("mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", folder.path]).output()
        let result: Result<Void, any Error>
        do { result = .success(try await body(SmallDisk(path: folder.path))) } catch { result = .failure(error) }
        try await Command("umount", ["-l", folder.path]).output()
        try result.get()
    }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    func makeReadOnly() async throws { try await Command("mount", ["-o", "remount,ro", path]).output() }

    /// Writes until nothing more goes onto it.
    func fill() throws {
        let file = open(self.file("filling"), O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        try #require(file >= 0)
        defer { close(file) }
        let block = [UInt8](repeating: 1, count: 4096)
        while write(file, block, block.count) == block.count {}
    }
}
