import Foundation
import Testing

@testable import Runtime

@Suite("An instance's log")
struct LogTests {
    @Test("keeps as many files as asked, the newest, and loses no line between two looks")
    func rotation() throws {
        let folder = "/tmp/emergence-log-\(UUID().uuidString)"
        try makeFolder(folder, 0o755)
        defer { try? FileTree.remove(folder) }
        let rotation = LogRotation(path: folder + "/ctr.log", maximumFiles: 3)
        for number in 1...5 {
            // What conmon does when its file is full: an empty one takes its place.
            try AtomicFile.write("\(number)".utf8, to: rotation.path)
            try rotation.settle()
            try rotation.settle()
        }
        #expect(try rotation.files().map(TextFile.read) == ["3", "4", "5"])
    }

    @Test("numbers a file once, however many look at the same time")
    func looksAtOnce() async throws {
        let folder = "/tmp/emergence-log-\(UUID().uuidString)"
        try makeFolder(folder, 0o755)
        defer { try? FileTree.remove(folder) }
        let rotation = LogRotation(path: folder + "/ctr.log", maximumFiles: 50)
        for number in 1...30 {
            try AtomicFile.write("\(number)".utf8, to: rotation.path)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 1...8 { group.addTask { try await Blocking.run { try rotation.settle() } } }
                try await group.waitForAll()
            }
        }
        #expect(try rotation.files().map(TextFile.read) == (1...30).map { "\($0)" })
    }

    @Test("of a single file keeps nothing else")
    func single() throws {
        let folder = "/tmp/emergence-log-\(UUID().uuidString)"
        try makeFolder(folder, 0o755)
        defer { try? FileTree.remove(folder) }
        let rotation = LogRotation(path: folder + "/ctr.log", maximumFiles: 1)
        try AtomicFile.write("1".utf8, to: rotation.path)
        try rotation.settle()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["ctr.log"])
    }

    @Test("is bounded by conmon alone, and outlives the container", .needsContainers)
    func bounded() async throws {
        try await Sandbox.with { sandbox in
            try await sandbox.run("seq 1 2000") { $0.log = LogOptions(maximumSize: 4096, maximumFiles: 2) }
            #expect(try await sandbox.exitCode() == 0)
            let files = try sandbox.runner.logFiles("shop-1")
            #expect(files.count == 2)
            for file in files { #expect(try TextFile.read(file).utf8.count <= 4096) }
            #expect(try sandbox.output().last == "2000")
            try await sandbox.runner.remove("shop-1", keepLog: true)
            #expect(try await sandbox.runner.status("shop-1") == .absent)
            #expect(try sandbox.output().last == "2000")
            try await sandbox.run("echo again")
            #expect(try await sandbox.exitCode() == 0)
            #expect(try sandbox.output().suffix(2) == ["2000", "again"])
        }
    }
}
