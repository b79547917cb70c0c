import ConfigurationGraph
import Foundation
import OCI
import Overwatch
import Processes
import Resolution
import Runtime

/// A state directory with the probe's image, and one container runtime.
struct Laboratory: Sendable {
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

    /// Runs a scenario's container and removes it.
    func observe(_ scenario: Scenario) async throws -> Observation {
        let resolved = try scenario.resolved(on: host, script: try Probe.script(for: scenario.checks))
        let name = scenario.instance
        let launch = InstanceLaunch(
            name: name, configuration: try CanonicalJSON.encode(resolved.spec.spec),
            controlGroup: "/\(mark)/\(name)", layers: [layer], mapping: IDMapping(base: Scenario.idBase),
            volumes: scenario.volume == nil ? [] : [VolumeBinding(name: "state")], terminal: scenario.debug,
            log: LogOptions(maximumSize: 1 << 20, maximumFiles: 1),
            files: InstanceFiles(hosts: "", hostname: name, resolver: ""))
        do {
            _ = try await runner.create(launch)
            try await runner.start(name)
            let lines = try await lines(of: name)
            try await runner.remove(name)
            return Observation(
                scenario: scenario, controlGroups: "/" + mark, resolved: resolved, answers: Probe.answers(lines))
        } catch {
            try? await runner.remove(name)
            throw error
        }
    }

    func close() throws { try FileManager.default.removeItem(atPath: state.path) }

    /// What the container said until it was through, or ended.
    private func lines(of name: String) async throws -> [String] {
        let end = "\(state.instance(name))/exits/\(name)"
        let log = ContainerLog { try runner.logFiles(name) }
        var lines: [String] = []
        for try await entry in log.following(until: { FileManager.default.fileExists(atPath: end) }) {
            if entry.text.hasPrefix(Probe.end) { break }
            lines.append(entry.text.trimmingCharacters(in: .controlCharacters))
        }
        return lines
    }
}

/// What came of a scenario under one runtime.
struct Observation: Sendable {
    let scenario: Scenario
    /// The parent of the instance's control group.
    let controlGroups: String
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
