import ConfigurationGraph
import OCI

extension SpecBuilder {
    /// Ports by number: published ones may name one of those that it listens on.
    mutating func addPorts() {
        settle("relay.ports")
        let named = (subject.given.value(of: "relay.ports")?.array ?? []).reduce(into: [String: JSONValue]()) {
            if let name = $1["name"]?.string { $0[name] = $1 }
        }
        guard let given = subject.given["relay.publish"]?.given.last else { return }
        let ports = (given.value.array ?? []).map { port in published(port, named) }
        set("relay.publish", .array(ports), given.tag)
        reportDuplicates(ports)
    }

    private mutating func published(_ port: JSONValue, _ named: [String: JSONValue]) -> JSONValue {
        var members = port.object ?? [:]
        if let name = port["port"]?.string {
            if let found = named[name], let number = found["containerPort"] {
                members["port"] = number
                members["protocol"] = members["protocol"] ?? found["protocol"]
            } else {
                report("relay.publish", "names the port '\(name)', which none of relay.ports is")
            }
        }
        members["protocol"] = members["protocol"] ?? "tcp"
        return .object(members)
    }

    /// One port of the host can't lead to two places.
    private mutating func reportDuplicates(_ ports: [JSONValue]) {
        for (index, port) in ports.enumerated() {
            let clashes = ports[..<index].contains { other in
                other["hostPort"] == port["hostPort"] && other["protocol"] == port["protocol"]
                    && (other["address"] == port["address"] || other["address"] == nil || port["address"] == nil)
            }
            if clashes, let number = port["hostPort"]?.integer {
                report("relay.publish", "gives the host's port \(number) twice")
            }
        }
    }
}
