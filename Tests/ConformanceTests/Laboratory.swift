import ConfigurationGraph
import Foundation
import OCI
import Processes
import Resolution
import Runtime

/// A state directory with the probe's image, and one container runtime.
struct Laboratory: Sendable {
    static let runtimes = ["runc", "crun"]

    let host: ConfigurationGraph.Host
    /// A part of every name that is made, which no other test has.
    private let mark = "emergence-conformance-" + UUID().uuidString.prefix(8).lowercased()
    private let state: StateDirectory
    private let runner: InstanceRunner
    private let layer = ContentDigest.repeating(4)

    init(runtime: String) async throws {
        state = StateDirectory("/tmp/" + mark)
        try state.create()
        try await Probe.write(to: state.snapshot(layer))
        let facts = try await HostProbe(state: state, runtime: runtime).facts()
        runner = InstanceRunner(
            state: state, runtime: facts.runtime, conmon: facts.conmon, layerMapping: facts.layerMapping)
        host = ConfigurationGraph.Host(
            name: "here", architecture: facts.architecture, kernelVersion: facts.kernel, cpus: Double(facts.cpus),
            memory: facts.memory,
            features: ConfigurationGraph.Host.Features(
                runtime: facts.runtime.kind.rawValue, runtimeVersion: facts.runtime.version,
                cgroups: facts.controlGroups.rawValue, apparmor: facts.apparmor, selinux: facts.selinux,
                idmappedLayers: facts.layerMapping != .copied, network: true,
                maximumOpenFiles: facts.maximumOpenFiles, noSeccomp: facts.noSeccomp),
            cgroupParent: "/" + mark, idRangeStart: Scenario.idBase, idRangeSize: 65_536)
    }

    /// Runs a scenario's container to its end.
    func observe(_ scenario: Scenario) async throws -> Observation {
        let resolved = try scenario.resolved(on: host, script: try Probe.script(for: scenario.checks))
        let name = scenario.instance
        let launch = InstanceLaunch(
            name: name, configuration: try CanonicalJSON.encode(resolved.spec.spec),
            controlGroup: "/\(mark)/\(name)", layers: [layer], mapping: IDMapping(base: Scenario.idBase),
            volumes: scenario.volume == nil ? [] : [VolumeBinding(name: "state")], terminal: scenario.debug,
            log: LogOptions(maximumSize: 1 << 20, maximumFiles: 1),
            files: InstanceFiles(hosts: "", hostname: name, resolver: ""))
        _ = try await runner.create(launch)
        try await runner.start(name)
        try await runner.waitForExit(name)
        let lines = try runner.logFiles(name).flatMap(Self.lines)
        try await runner.remove(name)
        return Observation(scenario: scenario, resolved: resolved, answers: Probe.answers(lines))
    }

    func close() throws { try FileManager.default.removeItem(atPath: state.path) }

    /// The container's lines, without conmon's time stamps.
    private static func lines(of file: String) throws -> [String] {
        try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").map { line in
            line.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false).dropFirst(3).joined()
                .trimmingCharacters(in: .controlCharacters)
        }
    }
}

/// What came of a scenario under one runtime.
struct Observation: Sendable {
    let scenario: Scenario
    let resolved: ResolvedInstance
    /// By the check's number.
    let answers: [Int: String]
}

/// Digests that nothing has.
enum ContentDigest {
    static func repeating(_ byte: UInt8) -> Digest {
        guard let digest = Digest(algorithm: .sha256, bytes: [UInt8](repeating: byte, count: 32)) else {
            preconditionFailure("32 bytes are a SHA-256")
        }
        return digest
    }
}
