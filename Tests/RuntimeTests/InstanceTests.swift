import Foundation
import Glibc
import Testing

@testable import Runtime

@Suite("An instance, with real conmon and each runtime", .needsContainers, .serialized)
struct InstanceTests {
    static let runtimes = [RuntimeProgram.Kind.runc, .crun]

    @Test("sees its image with mapped owners, its own names, and exits as its process does", arguments: runtimes)
    func life(kind: RuntimeProgram.Kind) async throws {
        try await Sandbox.with(kind) { sandbox in
            let script = """
                id -u; hostname; stat -c %u:%g /bin/busybox; cat /etc/hosts /etc/added
                ls /etc/deleted; touch /written && stat -c %u /written; exit 7
                """
            let created = try await sandbox.runner.create(sandbox.launch(["/bin/sh", "-c", script]))
            #expect(try owner(ofProcess: created.pid) == Sandbox.idBase)
            #expect(try await sandbox.runner.status("shop-1") == .created(pid: created.pid))
            try await sandbox.runner.start("shop-1")
            #expect(try await sandbox.exitCode() == 7)
            let lines = try sandbox.output()
            let complaint = lines.filter { $0.contains("/etc/deleted: No such file") }
            #expect(complaint.count == 1)
            #expect(lines.filter { !complaint.contains($0) } == ["0", "box", "0:0", "10.9.8.7 stock", "new", "0"])
        }
    }

    @Test(
        "has a volume that belongs to the user it's for, and another instance can have it read-only",
        arguments: runtimes)
    func volume(kind: RuntimeProgram.Kind) async throws {
        try await Sandbox.with(kind) { sandbox in
            let volume = VolumeBinding(name: "shop-state", user: 5, group: 6)
            try await sandbox.run("stat -c %u:%g /volumes/shop-state; touch /volumes/shop-state/file") { setup in
                setup.volumes = [volume]
            }
            #expect(try await sandbox.exitCode() == 1)
            let path = sandbox.state.volume("shop-state")
            #expect(try sandbox.output().first == "5:6")
            #expect(try ownerOnDisk(path) == 5)
            var readOnly = volume
            readOnly.readOnly = true
            try await sandbox.run("touch /volumes/shop-state/other && exit 1; exit 0", name: "shop-2") { setup in
                setup.volumes = [readOnly]
            }
            #expect(try await sandbox.exitCode("shop-2") == 0)
            try await sandbox.runner.remove("shop-1")
            #expect(FileTree.isFolder(path))
        }
    }

    @Test("of root keeps root's files as 0 on the volume's disk", arguments: runtimes)
    func volumeOfRoot(kind: RuntimeProgram.Kind) async throws {
        try await Sandbox.with(kind) { sandbox in
            try await sandbox.run("touch /volumes/data/file") { $0.volumes = [VolumeBinding(name: "data")] }
            #expect(try await sandbox.exitCode() == 0)
            #expect(try ownerOnDisk(sandbox.state.volume("data") + "/file") == 0)
        }
    }

    @Test("with a read-only root can't write but to an image's own volume, seeded from the image", arguments: runtimes)
    func readOnlyRoot(kind: RuntimeProgram.Kind) async throws {
        try await Sandbox.with(kind) { sandbox in
            try await sandbox.run("touch /x && exit 1; stat -c %u /cache/seed; cat /cache/seed; touch /cache/y") {
                setup in
                setup.readOnly = true
                setup.ephemeral = [EphemeralVolume(name: "0", destination: "/cache")]
            }
            #expect(try await sandbox.exitCode() == 0)
            // Lines of the two streams come in either order.
            #expect(try sandbox.output().filter { ["7", "seed"].contains($0) } == ["7", "seed"])
        }
    }

    @Test("stops by its signal, or is killed when the grace is over", arguments: runtimes)
    func stop(kind: RuntimeProgram.Kind) async throws {
        try await Sandbox.with(kind) { sandbox in
            try await sandbox.run("trap 'exit 3' TERM; echo on; while :; do sleep 0.1; done")
            try await sandbox.untilOutput("on")
            try await sandbox.runner.stop("shop-1", signal: "TERM", grace: .seconds(60))
            #expect(try await sandbox.exitCode() == 3)
            try await sandbox.run("trap '' TERM; echo on; while :; do sleep 0.1; done", name: "shop-2")
            try await sandbox.untilOutput("on", "shop-2")
            try await sandbox.runner.stop("shop-2", signal: "SIGTERM", grace: .milliseconds(50))
            #expect(try await sandbox.exitCode("shop-2") == 137)
        }
    }

    @Test("runs on when its monitor is killed, and the next look notices", arguments: runtimes)
    func lostMonitor(kind: RuntimeProgram.Kind) async throws {
        try await Sandbox.with(kind) { sandbox in
            let pid = try await sandbox.run("sleep 1000")
            let record = try #require(InstanceRecord(sandbox.runner.bundle("shop-1")))
            let monitor = try #require(record.monitor?.descriptor())
            kill(try #require(record.monitor?.pid), SIGKILL)
            #expect(try await awaitReadable(monitor, within: .seconds(60)))
            #expect(try await sandbox.runner.status("shop-1") == .lost(pid: pid))
            try await sandbox.runner.stop("shop-1", signal: "KILL", grace: .seconds(60))
            #expect(try await sandbox.runner.status("shop-1") == .lost(pid: nil))
        }
    }

    @Test("runs another program on request and says how it ended", arguments: runtimes)
    func exec(kind: RuntimeProgram.Kind) async throws {
        try await Sandbox.with(kind) { sandbox in
            try await sandbox.run("sleep 1000") { $0.volumes = [VolumeBinding(name: "data")] }
            let request = ExecRequest(
                arguments: ["sh", "-c", "echo $WORD > /volumes/data/said; exit 42"], environment: ["WORD=hello"],
                interactive: false)
            #expect(try await sandbox.runner.exec("shop-1", request) == 42)
            #expect(TextFile.trimmed(sandbox.state.volume("data") + "/said") == "hello")
        }
    }

    private func owner(ofProcess pid: Int32) throws -> UInt32 { try ownerOnDisk("/proc/\(pid)") }

    private func ownerOnDisk(_ path: String) throws -> UInt32 {
        var status = stat()
        try checkErrno(stat(path, &status), "read", path)
        return status.st_uid
    }
}

extension Sandbox {
    /// Waits until an instance has said a line.
    func untilOutput(_ line: String, _ name: String = "shop-1") async throws {
        let watch = try LineWatch(file: runner.bundle(name).log)
        try await watch.wait { try output(name).contains(line) }
    }
}
