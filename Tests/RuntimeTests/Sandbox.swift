import Foundation
import Glibc
import OCI
import Testing

@testable import Runtime

/// A state directory and a control group of one test's own, with the layers of a small image.
struct Sandbox: Sendable {
    static let idBase: UInt32 = 200_000

    let state: StateDirectory
    let controlGroup: String
    let runner: InstanceRunner
    /// A part of every name that the test makes.
    let mark: String
    let layers: [Digest]

    private init(_ kind: RuntimeProgram.Kind, mapping: LayerMapping?) async throws {
        mark = "emergence-test-" + UUID().uuidString.prefix(8).lowercased()
        controlGroup = "/" + mark
        state = StateDirectory("/tmp/" + mark)
        try state.create()
        layers = try SmallImage.write(to: state)
        let facts = try await HostProbe(state: state, runtime: kind.rawValue).facts()
        runner = InstanceRunner(
            state: state, runtime: facts.runtime, conmon: facts.conmon, layerMapping: mapping ?? facts.layerMapping)
    }

    /// Gives a test a sandbox; afterwards removes what it left running and checks that nothing else is left.
    static func with(
        _ kind: RuntimeProgram.Kind = .runc, mapping: LayerMapping? = nil, _ body: (Sandbox) async throws -> Void
    ) async throws {
        let sandbox = try await Sandbox(kind, mapping: mapping)
        do {
            try await body(sandbox)
        } catch {
            try? await sandbox.clean()
            throw error
        }
        try await sandbox.clean()
        try sandbox.expectNothingLeft()
        #expect(throws: Never.self) { try FileManager.default.removeItem(atPath: sandbox.state.path) }
    }

    /// Creates and starts an instance that runs a shell's script.
    @discardableResult
    func run(_ script: String, name: String = "shop-1", _ change: (inout Setup) -> Void = { _ in }) async throws
        -> Int32
    {
        let launch = launch(["/bin/sh", "-c", script], name: name, change)
        let created = try await runner.create(launch)
        try await runner.start(name)
        return created.pid
    }

    /// What to launch: the image with a configuration for these words.
    func launch(_ arguments: [String], name: String = "shop-1", _ change: (inout Setup) -> Void = { _ in })
        -> InstanceLaunch
    {
        var setup = Setup(arguments: arguments)
        change(&setup)
        return InstanceLaunch(
            name: name, configuration: setup.configuration(controlGroup: "\(controlGroup)/\(name)"),
            controlGroup: "\(controlGroup)/\(name)", layers: layers, mapping: IDMapping(base: Self.idBase),
            volumes: setup.volumes, ephemeral: setup.ephemeral, terminal: setup.terminal, log: setup.log,
            exitCommand: setup.exitCommand,
            files: InstanceFiles(hosts: "10.9.8.7 stock\n", hostname: name, resolver: "nameserver 10.9.8.1\n"))
    }

    /// Waits for the end of an instance and returns its exit status.
    func exitCode(_ name: String = "shop-1") async throws -> Int32 {
        try await runner.waitForExit(name)
        guard case .exited(let code, _) = try await runner.status(name) else {
            throw UnexpectedState(state: try await runner.status(name))
        }
        return code
    }

    /// What an instance wrote, without conmon's time stamps.
    func output(_ name: String = "shop-1") throws -> [String] {
        try runner.logFiles(name).flatMap { file in
            try TextFile.read(file).split(separator: "\n").map { line in
                line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false).dropFirst(3).joined()
            }
        }
    }

    private func clean() async throws {
        let folders = try FileManager.default.contentsOfDirectory(atPath: state.instances)
        for name in folders { try await runner.remove(name) }
    }

    /// Checks that no mount, control group or process of this test is there.
    func expectNothingLeft() throws {
        #expect(try leftovers() == [])
    }

    /// Mounts, control groups and processes that have this test's mark.
    private func leftovers() throws -> [String] {
        let mounts = try MountTable.entries().map(\.path).filter { $0.contains(mark) }
        let groups = try ControlGroupHierarchies.mounted().all.map { $0 + controlGroup }.filter(FileTree.exists)
        return mounts + groups + Self.processes(mentioning: state.path + "/instances")
    }

    /// A monitor ends by itself a moment after its container: only those that go on are left over.
    private static func processes(mentioning text: String) -> [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return all.filter { Int32($0) != nil }.compactMap { pid in
            guard let words = try? TextFile.read("/proc/\(pid)/cmdline"), words.contains(text) else { return nil }
            return endsSoon(Int32(pid) ?? 0) ? nil : "process \(pid): \(words)"
        }
    }

    private static func endsSoon(_ pid: Int32) -> Bool {
        guard let descriptor = ProcessIdentity(of: pid)?.descriptor() else { return true }
        var entry = pollfd(fd: descriptor.number, events: Int16(POLLIN), revents: 0)
        return poll(&entry, 1, 30_000) > 0
    }
}

struct UnexpectedState: Error {
    let state: ObservedState
}
