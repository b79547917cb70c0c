import ConfigurationGraph
import Engine
import OCI

extension Listing where Row == HostReport {
    /// Hosts, as `host list` lists them.
    static var hosts: Listing {
        Listing(
            [
                Column("host", "HOST") { $0.host },
                Column(
                    "state", "STATE", value: { .string($0.state.rawValue) }, cell: { Cell($0.stateText, $0.colour) }),
                Column("schedulable", nil, value: { .bool($0.schedulable) }),
                Column("draining", nil, value: { .bool($0.draining) }),
                Column("region", "REGION", value: { JSONValue($0.region) }, cell: { Cell($0.region ?? "-") }),
                Column("zone", "ZONE", value: { JSONValue($0.zone) }, cell: { Cell($0.zone ?? "-") }),
                Column("labels", nil, value: { .object($0.labels.mapValues { .string($0) }) }),
                Column("taints", nil, value: { JSONValue($0.taints) }),
                Column("architecture", "ARCH") { $0.architecture },
                Column("kernel", nil, value: { .string($0.kernel) }),
                Column("runtime", "RUNTIME") { $0.runtime },
                Column(
                    "cpus", "CPU", value: { .number($0.cpus) },
                    cell: { Cell("\($0.cpusAllocated.brief)/\($0.cpus.brief)") }),
                Column("cpusAllocated", nil, value: { .number($0.cpusAllocated) }),
                Column(
                    "memory", "MEMORY", value: { .integer($0.memory) },
                    cell: { Cell("\(Wording.bytes($0.memoryAllocated))/\(Wording.bytes($0.memory))") }),
                Column("memoryAllocated", nil, value: { .integer($0.memoryAllocated) }),
                Column("storage", nil, value: { $0.storage.map { .integer($0) } ?? .null }),
                Column("storageAllocated", nil, value: { .integer($0.storageAllocated) }),
                Column(
                    "instances", "INSTANCES", value: { JSONValue($0.instances) },
                    cell: { Cell("\($0.instances.count)/\($0.mostInstances)") }),
                Column("mostInstances", nil, value: { .integer($0.mostInstances) }),
                Column("volumes", nil, value: { JSONValue($0.volumes) }),
                Column("artefacts", nil, value: { JSONValue($0.artefacts) }),
                Column("devices", nil, value: { .array($0.devices.map(HostReport.json)) }),
                Column("address", "ADDRESS", value: { JSONValue($0.address) }, cell: { Cell($0.address ?? "-") }),
                Column("leaseHolder", nil, value: { JSONValue($0.leaseHolder) }),
                Column("leaseExpires", nil, value: { JSONValue($0.leaseExpires) }),
                Column("conditions", nil, value: { .array($0.conditions.map(HostReport.json)) }),
            ], elastic: ["host"], dispensable: ["address", "runtime", "zone", "architecture", "region"])
    }

    /// Prints all that is known of one host: a line for each value, or the object that `host list` has of it.
    static func printDescription(of host: HostReport, as output: OutputFormat) throws {
        let json = hosts.json(host)
        let leaves = json.leaves
        let width = leaves.map(\.path.terminalWidth).max() ?? 0
        let lines = leaves.map { leaf in
            "\(Console.output.style.paint(leaf.path.padded(to: width), .cyan))  \(leaf.value.inline.onOneLine)"
        }
        try output.print(json, orText: lines.joined(separator: "\n"))
    }
}

extension HostReport {
    fileprivate static func json(_ device: Host.Device) -> JSONValue {
        [
            "kind": .string(device.kind), "count": .integer(Int64(device.count)),
            "attributes": .object(device.attributes.mapValues { .string($0) }),
        ]
    }

    fileprivate static func json(_ condition: Host.Condition) -> JSONValue {
        ["kind": .string(condition.kind), "message": .string(condition.message)]
    }

    /// Its state, with what the operator wants of it.
    fileprivate var stateText: String {
        ([state.rawValue] + (draining ? ["draining"] : schedulable ? [] : ["cordoned"])).joined(separator: ", ")
    }

    fileprivate var colour: Colour? {
        switch state {
        case .lost: .red
        case .up, .unattended: draining || !schedulable ? .yellow : state == .up ? .green : nil
        }
    }
}

extension Double {
    /// To the hundredth.
    fileprivate var brief: String { JSONValue.number((self * 100).rounded() / 100).inline }
}
