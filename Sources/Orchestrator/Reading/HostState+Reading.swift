public import ConfigurationGraph
import OCI

extension HostState {
    /// A host as its agent found it and as the operator wants it.
    ///
    /// - Parameter policy: what the operator declared of it; nil for the catalogue's defaults.
    public init(_ host: Host, policy: HostPolicy?, lease: Lease = .held) {
        let given = HostSettings(policy)
        self.init(
            name: host.name, region: given["location.region"]?.string, zone: given["location.zone"]?.string,
            capacity: host.resources)
        architecture = host.architecture
        labels = (given["labels"]?.object ?? [:]).compactMapValues(\.string)
        taints = (given["taints"]?.array ?? []).compactMap(Taint.init)
        reserved = Resources(
            cpus: given["reserved.cpu"]?.number ?? 0, memory: given["reserved.memory"]?.integer ?? 0,
            storage: given["reserved.storage"]?.integer ?? 0)
        slots = Int(clamping: given["capacity.instances"]?.integer ?? 110)
        cost = given["cost"]?.number ?? 0
        schedulable = given["schedulable"]?.bool ?? true
        draining = given["draining"]?.bool ?? false
        devices = (host.devices ?? []).map { DeviceGroup(kind: $0.kind, count: $0.count, attributes: $0.attributes) }
        artefacts = Set(host.artefacts ?? [])
        volumes = host.volumes ?? []
        idStart = host.idRangeStart
        idRanges = Int(host.idRangeSize / Placement.idRangeSize)
        self.lease = lease
    }
}

extension Host {
    /// What instances can have.
    public var resources: Resources { Resources(cpus: cpus, memory: memory, storage: storage ?? Resources.most) }
}

extension Taint {
    fileprivate init?(_ json: JSONValue) {
        guard let key = json["key"]?.string, let effect = json["effect"]?.string.flatMap(Effect.init) else {
            return nil
        }
        self.init(key: key, value: json["value"]?.string, effect: effect)
    }
}
