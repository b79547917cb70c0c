import ConfigurationGraph
import Runtime

extension Host {
    /// The node of a machine, from what was found on it.
    ///
    /// The control groups and ids of two state directories on one machine are kept apart by what the directory's path
    /// hashes to.
    init(_ facts: HostFacts, state: StateDirectory) {
        self.init(
            name: facts.hostname,
            architecture: facts.architecture,
            kernelVersion: facts.kernelVersion,
            cpus: Double(facts.cpus),
            memory: facts.memory,
            features: Features(
                runtime: facts.runtimeName, runtimeVersion: facts.runtimeVersion, cgroups: facts.cgroups.rawValue,
                apparmor: facts.apparmor, selinux: facts.selinux, idmappedLayers: facts.idmappedLayers,
                network: facts.cniPlugins != nil, maximumOpenFiles: facts.maximumOpenFiles),
            cgroupParent: "/emergence-\(state.fingerprint)",
            idRangeStart: Self.idRangeStart(for: state),
            idRangeSize: 1024 * 65_536)
    }

    /// One of 30 ranges of 1,024 instances' ids each, above the ids that people, services and other container
    /// engines have (/etc/subuid begins at 100,000), and below 2³¹, above which some programs read ids as negative.
    private static func idRangeStart(for state: StateDirectory) -> UInt32 {
        let slot = state.fingerprint.utf8.reduce(UInt32(0)) { ($0 &* 31 &+ UInt32($1)) % 30 }
        return 0x0400_0000 + slot * 0x0400_0000
    }
}

extension Engine {
    /// This machine as a node: as its agent found it, or as it is in the graph where it may not look.
    func host() async throws -> Host {
        do {
            return try await agent().host
        } catch let failure as Failure where failure.status == .notPermitted {
            guard let host = try await store.read({ try $0.values(Host.self).first }) else { throw failure }
            return host
        }
    }
}
