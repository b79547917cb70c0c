import ConfigurationGraph
public import OCI

extension AutomatonPolicy {
    /// Reads a policy from the catalogue's parameters.
    ///
    /// What they don't say (architecture, features) is left as it is in a new policy.
    ///
    /// - Parameters:
    ///   - volumes: the volumes that it mounts.
    ///   - value: the value that the operator gave a parameter; nil for its default.
    /// - Throws: all that is wrong, at once.
    public static func reading(
        _ name: String, generation: Generation = Generation(artefact: "", configuration: ""),
        volumes: [VolumeUse] = [], _ value: @escaping (String) -> JSONValue?
    ) throws(PolicyFaults) -> AutomatonPolicy {
        var reader = PolicyReader(value)
        var policy = AutomatonPolicy(name: name, generation: generation)
        policy.volumes = volumes
        policy.readScaling(&reader)
        policy.readNeeds(&reader)
        policy.readPlaces(&reader)
        policy.readUpdates(&reader)
        let faults = reader.faults + policy.contradictions
        guard faults.isEmpty else { throw PolicyFaults(automaton: name, faults: faults) }
        return policy
    }

    private mutating func readScaling(_ reader: inout PolicyReader) {
        let least = reader.count("orchestrator.instances.min") ?? 1
        let most = reader.isGiven("orchestrator.instances.max") ? reader.count("orchestrator.instances.max") : nil
        instances = Count(least: least, most: most, initial: reader.count("orchestrator.instances.initial"))
        target.requestsPerSecond = reader.number("orchestrator.target.requestsPerSecond")
        if let latency = reader.value("orchestrator.target.latency") {
            target.latency = latency["duration"]?.number
            target.percentile = latency["percentile"]?.number ?? 0.95
        }
        target.cpuUtilisation = reader.number("orchestrator.target.cpuUtilisation")
        upWindow = reader.number("orchestrator.scale.upWindow") ?? 0
        downWindow = reader.number("orchestrator.scale.downWindow") ?? 300
    }

    /// Reads what each instance is given.
    mutating func readNeeds(_ reader: inout PolicyReader) {
        request = Resources(
            cpus: reader.number("orchestrator.resources.cpu.request") ?? 0,
            memory: reader.bytes("orchestrator.resources.memory.request"),
            storage: reader.bytes("orchestrator.resources.storage.request"))
        devices = reader.list("orchestrator.resources.devices").map { device in
            DeviceRequest(
                kind: device["class"]?.string ?? "", count: device["count"]?.integer.map { Int($0) } ?? 1,
                attributes: (device["attributes"]?.object ?? [:]).compactMapValues(\.string))
        }
        readPorts(&reader)
        priority = reader.count("orchestrator.priority") ?? 0
        preempts = reader.value("orchestrator.preemption")?.string == "lower"
    }

    /// Ports for HTTP are answered by one HAProxy on each host, behind which there may be several instances.
    private mutating func readPorts(_ reader: inout PolicyReader) {
        let spoken = reader.list("relay.ports").filter { $0["appProtocol"] == "http" }
        let balanced = Set(spoken.flatMap { [$0["containerPort"], $0["name"]] }.compactMap(\.self))
        ports = reader.list("relay.publish").compactMap { [name] port in
            let transport = port["protocol"]?.string ?? "tcp"
            let isShared = transport == "tcp" && port["port"].map(balanced.contains) == true
            return port["hostPort"]?.integer.flatMap { UInt16(exactly: $0) }.map {
                HostPort(
                    $0, transport: transport, address: port["address"]?.string, sharedBy: isShared ? name : nil)
            }
        }
    }

    private mutating func readPlaces(_ reader: inout PolicyReader) {
        allowed = reader.list("orchestrator.location.allowed").map(\.placeSelector)
        forbidden = reader.list("orchestrator.location.forbidden").map(\.placeSelector)
        preferred = reader.list("orchestrator.location.preferred").map {
            Preference(
                $0["selector"]?.placeSelector ?? PlaceSelector(), weight: $0["weight"]?.integer.map { Int($0) } ?? 1)
        }
        labels = reader.rules("orchestrator.affinity.hosts")
        neighbours = reader.list("orchestrator.affinity.automatons").map {
            Neighbour(
                $0["automaton"]?.string ?? "", beside: $0["relation"]?.string == "same",
                key: $0["topologyKey"]?.string.flatMap { TopologyKey(rawValue: $0) } ?? .host)
        }
        spread = Spread(
            key: reader.value("orchestrator.spread.topologyKey")?.string.flatMap { TopologyKey(rawValue: $0) } ?? .host,
            maxSkew: reader.count("orchestrator.spread.maxSkew") ?? 1)
        tolerations = reader.list("orchestrator.tolerations").map {
            Toleration(
                key: $0["key"]?.string, value: $0["value"]?.string,
                effect: $0["effect"]?.string.flatMap { Taint.Effect(rawValue: $0) })
        }
    }

    private mutating func readUpdates(_ reader: inout PolicyReader) {
        update = UpdatePolicy(
            strategy: reader.value("orchestrator.update.strategy")?.string
                .flatMap { UpdatePolicy.Strategy(rawValue: $0) } ?? .rolling,
            maxUnavailable: reader.share("orchestrator.update.maxUnavailable"),
            maxSurge: reader.share("orchestrator.update.maxSurge"),
            progressDeadline: reader.number("orchestrator.update.progressDeadline") ?? 600)
    }
}
