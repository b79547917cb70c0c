public import ConfigurationGraph
import Foundation
import OCI
import Orchestrator

/// One row of `host list`: a host as its agent found it, as the operator wants it, and what is on it.
public struct HostReport: Hashable, Sendable, Codable {
    /// Whether its agent is there.
    public enum State: String, Hashable, Sendable, Codable {
        /// It renews its lease.
        case up
        /// Its lease ran out.
        case lost
        /// It has no lease: no `agent` runs for it, as where a machine is the only host.
        case unattended
    }

    public var host: String
    public var state: State
    /// Whether instances are placed on it.
    public var schedulable: Bool
    /// Whether its instances are to go elsewhere.
    public var draining: Bool
    public var region: String?
    public var zone: String?
    public var labels: [String: String]
    public var taints: [String]
    public var architecture: String
    public var kernel: String
    /// The container runtime and its version.
    public var runtime: String
    /// Processors that it has, and those that instances asked for.
    public var cpus: Double
    public var cpusAllocated: Double
    /// Memory that it has, and what instances asked for, in bytes.
    public var memory: Int64
    public var memoryAllocated: Int64
    /// The room on disk that it has, and what instances asked for, in bytes.
    public var storage: Int64?
    public var storageAllocated: Int64
    /// The instances on it, sorted, and the most that it takes.
    public var instances: [String]
    public var mostInstances: Int64
    /// The state volumes whose content is on it, as far as is known.
    public var volumes: [String]
    /// The artefacts of which it has all that they need to run, by the digests of their manifests or by store paths.
    public var artefacts: [String]
    public var devices: [ConfigurationGraph.Host.Device]
    /// Where its agent hands out the bytes that it has.
    public var address: String?
    /// Who holds its lease, and until when (RFC 3339).
    public var leaseHolder: String?
    public var leaseExpires: String?
    /// What is wrong with it.
    public var conditions: [ConfigurationGraph.Host.Condition]
}

extension HostReport {
    /// Reads a host's row; a function of the view and of who is there.
    init(_ host: ConfigurationGraph.Host, _ attendance: Attendance, in view: some GraphView) throws {
        let lease = attendance.lease(of: host.name)
        let policy = HostSettings(try view.value(HostPolicy.self, named: host.name))
        let placed = try view.edges(to: host.id, along: .placedOn, limit: .max).map(\.from.name).sorted()
        var known = SpecReader()
        let specs = try placed.compactMap { name in
            try view.value(Instance.self, named: name).flatMap { try known.spec(of: $0, in: view)?.parameters }
        }
        func total(_ parameter: String) -> Int64 {
            specs.reduce(0) { $0 + ($1["orchestrator.resources.\(parameter).request"]?.integer ?? 0) }
        }
        self.host = host.name
        state = attendance.state(of: host.name)
        schedulable = policy["schedulable"]?.bool ?? true
        draining = policy["draining"]?.bool ?? false
        region = policy["location.region"]?.string
        zone = policy["location.zone"]?.string
        labels = (policy["labels"]?.object ?? [:]).compactMapValues(\.string)
        taints = (policy["taints"]?.array ?? []).map(Self.text)
        architecture = host.architecture
        kernel = host.kernelVersion
        runtime = "\(host.features.runtime) \(host.features.runtimeVersion)"
        cpus = host.cpus
        cpusAllocated = specs.reduce(0) { $0 + ($1["orchestrator.resources.cpu.request"]?.seconds ?? 0) }
        memory = host.memory
        memoryAllocated = total("memory")
        storage = host.storage
        storageAllocated = total("storage")
        instances = placed
        mostInstances = policy["capacity.instances"]?.integer ?? 110
        volumes = host.volumes ?? []
        artefacts = host.artefacts ?? []
        devices = host.devices ?? []
        address = host.address
        leaseHolder = lease?.holder
        leaseExpires = lease.map {
            Date(timeIntervalSince1970: Double($0.expires.milliseconds) / 1000).formatted(.iso8601)
        }
        conditions = host.conditions ?? []
    }

    /// A taint as it is written: `key=value:effect`.
    private static func text(_ taint: JSONValue) -> String {
        let value = taint["value"]?.string.map { "=\($0)" } ?? ""
        return "\(taint["key"]?.string ?? "")\(value):\(taint["effect"]?.string ?? "")"
    }
}
