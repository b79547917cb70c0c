import ConfigurationGraph
import Foundation
import OCI
import Overwatch
import Processes
import Resolution
import Runtime

/// A state directory with the probe's image, and one container runtime.
struct Laboratory: Sendable {
    /// What stands in declared values for a folder of the host that anyone can write to.
    static let folder = "/HOST"

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
                maximumOpenFiles: facts.maximumOpenFiles, apparmorProfile: facts.apparmorProfile,
                noSeccomp: facts.noSeccomp, selinuxContainers: facts.selinuxContainers,
                controllers: facts.controllers, intelRdt: facts.intelRdt, messageQueues: facts.messageQueues,
                disks: facts.disks.map { .init(numbers: $0.numbers, sharesByWeight: $0.sharesByWeight) }),
            cgroupParent: "/" + mark, idRangeStart: Scenario.idBase, idRangeSize: 65_536)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder)
    }

    /// Runs a scenario's container and removes it.
    func observe(_ scenario: Scenario) async throws -> Observation {
        var refusals: [Int: String] = [:]
        let resolved = try scenario.resolved(on: host, folder: folder, refusals: &refusals)
        let name = scenario.instance
        let launch = InstanceLaunch(
            name: name, configuration: try CanonicalJSON.encode(resolved.spec.spec),
            controlGroup: "/\(mark)/\(name)", layers: [layer], mapping: IDMapping(base: Scenario.idBase),
            volumes: scenario.volume == nil ? [] : [VolumeBinding(name: "state")],
            ephemeral: (scenario.image.volumes ?? [:]).keys.sorted().enumerated().map {
                EphemeralVolume(name: "\($0)", destination: $1)
            }, terminal: scenario.debug,
            log: LogOptions(maximumSize: 1 << 20, maximumFiles: 1),
            files: InstanceFiles(hosts: "", hostname: name, resolver: ""))
        do {
            _ = try await runner.create(launch)
            try await runner.start(name)
            let lines = try await lines(of: name)
            try await runner.remove(name)
            let answers = try await Probe.answers(lines).merging(afterwards(scenario)) { $1 }
            return Observation(
                scenario: scenario, controlGroups: "/" + mark, folder: folder, resolved: resolved,
                refusals: refusals, answers: answers)
        } catch {
            try? await runner.remove(name)
            throw error
        }
    }

    /// The runtime and its version, and the control groups that it has.
    var runtime: String {
        "\(host.features.runtime) \(host.features.runtimeVersion), cgroup \(host.features.cgroups)"
    }

    private var folder: String { state.path + "/host" }

    /// What the host has to say when the container is gone.
    private func afterwards(_ scenario: Scenario) async throws -> [Int: String] {
        var answers: [Int: String] = [:]
        for (number, check) in scenario.checks.enumerated() {
            guard case .afterwards(let command) = check.question else { continue }
            answers[number] = try await Command("sh", ["-c", "cd \(folder) && \(command)"]).output()
                .split(separator: "\n").joined(separator: " ")
        }
        return answers
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
    /// What ``Laboratory/folder`` stood for.
    let folder: String
    let resolved: ResolvedInstance
    /// Why the host refused what a check declares, by the check's number.
    let refusals: [Int: String]
    /// By the check's number.
    let answers: [Int: String]

    /// The row of provenance that a check is about.
    func row(of check: Check) -> Provenance? { resolved.spec.provenance.first { $0.path == check.leaf } }
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
