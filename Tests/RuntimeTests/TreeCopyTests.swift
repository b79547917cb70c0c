import Foundation
import Glibc
import Testing

@testable import Runtime

@Suite("A copy of a folder", .needsRoot)
struct TreeCopyTests {
    @Test("keeps kinds, modes, times, attributes and hard links, and maps owners")
    func everything() throws {
        let folder = "/tmp/emergence-copy-\(UUID().uuidString)"
        try makeFolder(folder, 0o755)
        defer { try? FileTree.remove(folder) }
        let source = folder + "/source"
        try makeFolder(source, 0o1770)
        try AtomicFile.write(Array(repeating: 7, count: 100_000), to: source + "/a", mode: 0o4755, owner: 5)
        try checkErrno(link(source + "/a", source + "/b"), "link", "b")
        try checkErrno(symlink("../nowhere", source + "/c"), "link", "c")
        try ExtendedAttributes.set("trusted.overlay.opaque", to: 1, of: source)
        try checkErrno(mkfifo(source + "/d", 0o600), "create", "d")

        try TreeCopy(mapping: IDMapping(base: 1_000_000)).copy(source, to: folder + "/target")

        let (a, b) = (try status(folder + "/target/a"), try status(folder + "/target/b"))
        #expect(a.st_ino == b.st_ino && a.st_nlink == 2)
        #expect(a.st_uid == 1_000_005 && a.st_mode == S_IFREG | 0o4755 && a.st_size == 100_000)
        #expect(a.st_mtim.tv_nsec == (try status(source + "/a")).st_mtim.tv_nsec)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder + "/target/c") == "../nowhere")
        #expect(try status(folder + "/target/d").st_mode & S_IFMT == S_IFIFO)
        #expect(try status(folder + "/target").st_mode & 0o7777 == 0o1770)
        #expect(ExtendedAttributes.number("trusted.overlay.opaque", of: folder + "/target") == 1)
    }

    private func status(_ path: String) throws -> stat {
        var status = stat()
        try checkErrno(lstat(path, &status), "read", path)
        return status
    }
}
