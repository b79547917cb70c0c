import Foundation
import Glibc
import Synchronization
import Testing

@testable import Runtime

@Suite("A creation that fails leaves nothing and says why", .needsContainers)
struct UndoTests {
    struct Refused: Error {}

    @Test("when there's no such program", arguments: InstanceTests.runtimes)
    func noProgram(kind: RuntimeProgram.Kind) async throws {
        try await Sandbox.with(kind) { sandbox in
            let error = await #expect(throws: RuntimeError.self) {
                let created = try await sandbox.runner.create(sandbox.launch(["/bin/nothing"]))
                // runc looks for the program only when it starts it.
                #expect(created.pid > 0)
                try await sandbox.runner.start("shop-1")
            }
            let text = try #require(error?.description)
            #expect(text.contains("/bin/nothing") && text.contains("shop-1"), "\(text)")
            #expect(!text.contains("msg=") && !text.contains("\n"), "\(text)")
        }
    }

    @Test("when the configuration is damaged", arguments: InstanceTests.runtimes)
    func damaged(kind: RuntimeProgram.Kind) async throws {
        try await Sandbox.with(kind) { sandbox in
            var launch = sandbox.launch(["/bin/true"])
            launch.configuration = Data("{".utf8)
            let damaged = launch
            await #expect(throws: RuntimeError.self) {
                try await sandbox.runner.create(damaged)
            }
            #expect(try await sandbox.runner.status("shop-1") == .absent)
            try sandbox.expectNothingLeft()
        }
    }

    @Test("when conmon itself fails, before or after it could say a word", arguments: ["/bin/false", "/bin/nothing"])
    func noMonitor(program: String) async throws {
        try await Sandbox.with { sandbox in
            let runner = InstanceRunner(
                state: sandbox.state, runtime: sandbox.runner.program, conmon: program, layerMapping: .attached)
            await #expect(throws: RuntimeError.self) {
                try await runner.create(sandbox.launch(["/bin/true"]))
            }
            try sandbox.expectNothingLeft()
        }
    }

    @Test("when a layer's snapshot is missing")
    func missingLayer() async throws {
        try await Sandbox.with { sandbox in
            try FileManager.default.removeItem(atPath: sandbox.state.snapshot(sandbox.layers[1]))
            await #expect(throws: RuntimeError.missingSnapshot(sandbox.layers[1])) {
                try await sandbox.runner.create(sandbox.launch(["/bin/true"]))
            }
            try sandbox.expectNothingLeft()
        }
    }

    @Test("when the network can't be connected; before, the namespace was there and nothing ran in it")
    func noNetwork() async throws {
        try await Sandbox.with { sandbox in
            let seen = Mutex<[String]>([])
            await #expect(throws: Refused.self) {
                try await sandbox.runner.create(sandbox.launch(["/bin/true"])) { path in
                    seen.withLock { $0.append(path) }
                    #expect(try MountTable.paths(in: path) == [path])
                    guard case .created = try await sandbox.runner.status("shop-1") else {
                        throw UnexpectedState(state: try await sandbox.runner.status("shop-1"))
                    }
                    throw Refused()
                }
            }
            #expect(seen.withLock(\.self) == [sandbox.state.networkNamespace("shop-1")])
            try sandbox.expectNothingLeft()
            #expect(!FileTree.exists(sandbox.state.networkNamespace("shop-1")))
        }
    }

    @Test("when the task is cancelled", arguments: InstanceTests.runtimes)
    func cancelled(kind: RuntimeProgram.Kind) async throws {
        try await Sandbox.with(kind) { sandbox in
            let launch = sandbox.launch(["/bin/true"])
            // Cancelled before it begins, the wait for conmon's answer ends at once, while conmon is at work.
            let task = Task { try await sandbox.runner.create(launch) }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
            #expect(try await sandbox.runner.status("shop-1") == .absent)
            try sandbox.expectNothingLeft()
        }
    }

    @Test("and neither does an instance that has a container already lose it")
    func twice() async throws {
        try await Sandbox.with { sandbox in
            let pid = try await sandbox.run("sleep 1000")
            await #expect(throws: RuntimeError.alreadyExists(instance: "shop-1")) {
                try await sandbox.runner.create(sandbox.launch(["/bin/true"]))
            }
            guard case .running(pid, _) = try await sandbox.runner.status("shop-1") else {
                throw UnexpectedState(state: try await sandbox.runner.status("shop-1"))
            }
        }
    }

    @Test("and what a power cut leaves is removed, without touching a process that has the old one's number")
    func powerCut() async throws {
        try await Sandbox.with { sandbox in
            try await sandbox.run("sleep 1000") { $0.volumes = [VolumeBinding(name: "data")] }
            let bundle = sandbox.runner.bundle("shop-1")
            try await sandbox.runner.stop("shop-1", signal: "KILL", grace: .seconds(60))
            var record = try #require(InstanceRecord(bundle))
            record.process = try #require(ProcessIdentity(of: getpid())).fromAnotherBoot
            record.monitor = nil
            try record.write(to: bundle)
            try FileTree.remove(bundle.exits + "/shop-1")
            #expect(try await sandbox.runner.status("shop-1") == .lost(pid: nil))
            try await sandbox.runner.remove("shop-1")
            try await sandbox.runner.remove("shop-1")
            try sandbox.expectNothingLeft()
            #expect(FileTree.isFolder(sandbox.state.volume("data")))
        }
    }
}

extension ProcessIdentity {
    var fromAnotherBoot: ProcessIdentity? {
        let text = #"{"pid": \#(pid), "startTime": \#(startTime), "boot": "another"}"#
        return try? JSONDecoder().decode(ProcessIdentity.self, from: Data(text.utf8))
    }
}
