import ConfigurationGraph
import Relay
import Runtime

extension Engine {
    /// What this machine can do, what is missing, and what mends it.
    ///
    /// - Parameter repair: whether to clear away what is half done and to start what should run.
    /// - Throws: ``Failure`` when repairing fails.
    public func doctor(repair: Bool) async throws -> [DoctorCheck] {
        try await reportingFailures {
            let state = StateDirectory(settings.stateDirectory)
            if repair {
                try await agent().reconcile(waitUntilReady: true, timeout: .seconds(60))
            }
            var checks: [DoctorCheck] = []
            do {
                let facts = try await HostProbe(state: state, runtime: settings.runtime).facts()
                checks += Self.checks(of: facts)
            } catch let error as RuntimeError {
                let failure = Failure(describing: error)
                checks.append(
                    DoctorCheck(name: "runtime", outcome: .failure, found: failure.message, remedy: failure.hint))
            }
            let network = Network(stateDirectory: state.path)
            checks.append(
                DoctorCheck(
                    name: "network", outcome: network.available ? .ok : .warning,
                    found: network.unavailableReason ?? "a bridge by CNI's plugins",
                    remedy: network.available ? nil : "apt-get install containernetworking-plugins iptables"))
            return checks
        }
    }

    private static func checks(of facts: HostFacts) -> [DoctorCheck] {
        let mapping: (DoctorCheck.Outcome, String) =
            switch facts.layerMapping {
            case .detached: (.ok, "mapped mounts, handed to overlayfs as descriptors")
            case .attached: (.ok, "mapped mounts, by path")
            case .copied: (.warning, "copies with changed owners: Linux 5.19 maps them")
            }
        return [
            DoctorCheck(name: "kernel", outcome: .ok, found: "Linux \(facts.kernel), \(facts.architecture)"),
            DoctorCheck(
                name: "runtime", outcome: .ok,
                found: "\(facts.runtime.kind.rawValue) \(facts.runtime.version) at \(facts.runtime.path)"),
            DoctorCheck(name: "conmon", outcome: .ok, found: facts.conmon),
            DoctorCheck(name: "control groups", outcome: .ok, found: facts.controlGroups.rawValue),
            DoctorCheck(name: "owners of layers", outcome: mapping.0, found: mapping.1),
            DoctorCheck(
                name: "AppArmor, SELinux", outcome: .ok,
                found: "\(facts.apparmor ? facts.apparmorProfile ?? "on, without a profile for containers" : "absent"), "
                    + (facts.selinux ? "on, without a label for instances" : "absent")),
            DoctorCheck(
                name: "system calls", outcome: facts.noSeccomp == nil ? .ok : .failure,
                found: facts.noSeccomp ?? "filtered with seccomp",
                remedy: facts.noSeccomp.map { _ in "give 'security.seccomp: unconfined' to run without" }),
            DoctorCheck(name: "open files", outcome: .ok, found: "\(facts.maximumOpenFiles) at the most"),
        ]
    }
}
