import ConfigurationGraph
import OCI
import Orchestrator
import Relay
import Runtime

extension Instance {
    /// What its process is to be a run of.
    var run: String { Run.name(spec, restartAsked) }
}

extension LaunchRecord {
    /// What its process is a run of.
    var run: String { Run.name(spec.nodeName, restartAsked) }
}

/// How the machine tells runs apart: by the configuration, and the last wish to be started anew.
private enum Run {
    static func name(_ spec: String, _ restartAsked: Revision?) -> String {
        spec + (restartAsked.map { "@\($0)" } ?? "")
    }
}

extension RuntimeSpecNode {
    /// What it was given of the host.
    var request: Resources {
        func whole(_ name: String) -> Int64 { parameters["orchestrator.resources.\(name).request"]?.integer ?? 0 }
        return Resources(
            cpus: parameters["orchestrator.resources.cpu.request"]?.seconds ?? 0, memory: whole("memory"),
            storage: whole("storage"))
    }

    /// What it has for itself alone on the host.
    func claims(volumes: [String]) -> Set<String> {
        let ports = ((try? publishedPorts()) ?? []).map { "port \($0.hostPort)/\($0.transport)" }
        return Self.claims(volumes: volumes).union(ports)
    }

    /// The part of them that its automaton's volumes are.
    static func claims(volumes: [String]) -> Set<String> { Set(volumes.map { volumePrefix + $0 }) }

    static let volumePrefix = "volume "
}

extension InstanceStatus {
    /// What it says in the machine's words; nil where it says nothing yet.
    var reported: Orchestrator.InstanceReport.State? {
        switch state {
        case .ready: .ready
        case .pending: nil
        case .starting, .running, .backingOff: .starting
        case .failed, .lost, .exited: .failed
        case .stopped: .ended
        }
    }
}
