import GraphStore
import ConfigurationGraph
import Foundation
import Relay
import Runtime

extension ConfigurationGraph.Host {
    /// The node of a machine, from what was found on it.
    ///
    /// The control groups and ids of two state directories on one machine are kept apart by what the directory's path
    /// hashes to.
    init(_ facts: HostFacts, state: StateDirectory, network: Network, identity: HostIdentity?) {
        self.init(
            name: identity?.name ?? facts.hostname,
            architecture: facts.architecture,
            kernelVersion: facts.kernel,
            cpus: Double(facts.cpus),
            memory: facts.memory,
            features: Features(
                runtime: facts.runtime.kind.rawValue, runtimeVersion: facts.runtime.version,
                cgroups: facts.controlGroups.rawValue,
                apparmor: facts.apparmor, selinux: facts.selinux, idmappedLayers: facts.layerMapping != .copied,
                network: network.available, maximumOpenFiles: facts.maximumOpenFiles,
                apparmorProfile: facts.apparmorProfile, noSeccomp: facts.noSeccomp,
                selinuxContainers: facts.selinuxContainers, controllers: facts.controllers,
                intelRdt: facts.intelRdt, messageQueues: facts.messageQueues,
                disks: facts.disks.map { Disk(numbers: $0.numbers, sharesByWeight: $0.sharesByWeight) }),
            cgroupParent: "/emergence-\(Self.fingerprint(of: state))",
            idRangeStart: Self.idRangeStart(for: state),
            idRangeSize: 1024 * 65_536)
        // A host that is the only one need not be compared with others.
        guard let identity else { return }
        storage = HostCapacity.storage(of: state)
        cpus = min(cpus, HostCapacity.cpuLimit() ?? cpus)
        memory = min(memory, HostCapacity.memoryLimit() ?? memory)
        devices = HostDevices.found().map { Device(kind: $0.kind, attributes: $0.attributes, count: $0.count) }
        volumes = (try? FileManager.default.contentsOfDirectory(atPath: state.volumes))?.sorted()
        address = identity.address
        conditions = Self.conditions(of: state, network)
    }

    private static func conditions(of state: StateDirectory, _ network: Network) -> [Condition] {
        var conditions: [Condition] = []
        if let free = HostCapacity.freeShare(of: state), free < 0.05 {
            conditions.append(
                Condition(kind: "diskFull", message: "less than 5 % of the disk of \(state.path) is free"))
        }
        if !network.available {
            conditions.append(
                Condition(kind: "noNetwork", message: network.unavailableReason ?? "instances have a loopback only"))
        }
        return conditions
    }

    /// Eight digits that tell state directories apart (FNV-1a).
    private static func fingerprint(of state: StateDirectory) -> String {
        let hash = state.path.utf8.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
        let text = String(hash, radix: 16)
        return String(repeating: "0", count: 8 - text.count) + text
    }

    /// One of 30 ranges of 1,024 instances' ids each, above the ids that people, services and other container
    /// engines have (/etc/subuid begins at 100,000), and below 2³¹, above which some programs read ids as negative.
    private static func idRangeStart(for state: StateDirectory) -> UInt32 {
        let slot = UInt32(fingerprint(of: state), radix: 16).map { $0 % 30 } ?? 0
        return 0x0400_0000 + slot * 0x0400_0000
    }
}

extension Engine {
    /// This machine as a node: as its agent found it, or as it is in the graph where it may not look.
    func host() async throws -> ConfigurationGraph.Host {
        do {
            return try await agent().host()
        } catch let failure as Failure where failure.status == .notPermitted {
            guard let host = try await store.read({ try $0.values(Host.self).first }) else { throw failure }
            return host
        }
    }
}
