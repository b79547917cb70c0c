import Foundation
import Glibc
import Testing

@testable import Runtime

@Suite("conmon", .needsContainers)
struct MonitorTests {
    @Test("calls the exit command with its words and little of our environment, in a group of its own")
    func exitCommand() async throws {
        try await Sandbox.with { sandbox in
            let said = sandbox.state.run + "/said"
            let script = #"(echo "$1"; env; grep -c "$2" /proc/self/cgroup) > "$3.new"; mv "$3.new" "$3""#
            let watch = try FolderWatch(sandbox.state.run)
            try await sandbox.run("exit 5") { setup in
                setup.exitCommand = ["/bin/sh", "-c", script, "sh", "a word", sandbox.mark + "/conmon-shop-1", said]
            }
            let lines = try await watch.first(within: .seconds(60)) { try? TextFile.read(said).split(separator: "\n") }
            #expect(lines?.first == "a word")
            #expect(lines?.contains { $0.hasPrefix("PWD=") || $0.hasPrefix("PATH=") } == true)
            #expect(lines?.contains { $0.hasPrefix("HOME=") || $0.hasPrefix("SHELL=") } == false)
            #expect(lines?.last.flatMap { Int($0) } ?? 0 > 0)
            #expect(try await sandbox.exitCode() == 5)
        }
    }

    @Test("joins a terminal to whoever attaches, until the detach keys", arguments: InstanceTests.runtimes)
    func attach(kind: RuntimeProgram.Kind) async throws {
        try await Sandbox.with(kind) { sandbox in
            let pid = try await sandbox.run("tty; exec sh") { $0.terminal = true }
            let (input, output) = (try OpenDescriptor.pipe(), try OpenDescriptor.pipe())
            let session = AttachSession(
                instance: "shop-1",
                socket: try AttachSocket.connect(in: sandbox.state.instance("shop-1"), instance: "shop-1"),
                keys: try DetachKeys("ctrl-p,ctrl-q"), input: input.read.number, output: output.write.number)
            async let ended: Void = session.run()
            try input.write.writeAll("echo sum=$((40+2))\n".utf8, path: "the test's pipe")
            var text = ""
            while !text.contains("sum=42") {
                #expect(try await awaitReadable(output.read, within: .seconds(60)))
                text += String(decoding: try output.read.readSome(), as: UTF8.self)
            }
            try input.write.writeAll([16, 17], path: "the test's pipe")
            try await ended
            guard case .running(pid, _) = try await sandbox.runner.status("shop-1") else {
                throw UnexpectedState(state: try await sandbox.runner.status("shop-1"))
            }
        }
    }

    @Test("lets go of whoever is attached when the process ends")
    func attachedEnd() async throws {
        try await Sandbox.with { sandbox in
            try await sandbox.run("read line; exit 4") { $0.terminal = true }
            let (input, output) = (try OpenDescriptor.pipe(), try OpenDescriptor.pipe())
            let session = AttachSession(
                instance: "shop-1",
                socket: try AttachSocket.connect(in: sandbox.state.instance("shop-1"), instance: "shop-1"),
                keys: try DetachKeys(""), input: input.read.number, output: output.write.number)
            async let ended: Void = session.run()
            try input.write.writeAll("\n".utf8, path: "the test's pipe")
            try await ended
            #expect(try await sandbox.exitCode() == 4)
        }
    }
}
