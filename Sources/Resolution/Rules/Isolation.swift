import ConfigurationGraph
import OCI

extension SpecBuilder {
    /// Namespaces, ids and control group of the instance's own, and what it can't see.
    mutating func addIsolation() {
        let request = subject.request
        let namespaces = constant("linux.namespaces")?.array ?? []
        set("linux.namespaces", .array(namespaces.map { ["type": $0] }), because: "each instance has its own of all")
        let mapping: JSONValue = [
            ["containerID": 0, "hostID": .integer(Int64(request.idBase)), "size": .integer(Int64(Self.idCount))]
        ]
        for path in ["linux.uidMappings", "linux.gidMappings"] {
            set(path, mapping, because: "\(request.instance) has these ids of \(request.host.id) to itself")
        }
        set(
            "linux.cgroupsPath", .string("\(request.host.cgroupParent)/\(request.instance)"),
            because: "it is the parent of \(request.host.id) and the instance's name")
        for path in ["linux.maskedPaths", "linux.readonlyPaths"] {
            set(path, constant(path), .catalogueDefault)
        }
        set("linux.resources.devices", Self.devices, because: "an instance has none but the standard ones")
    }

    private func constant(_ parameter: String) -> JSONValue? {
        guard case .value(let value) = Catalogue.parameter(at: parameter)?.default else { return nil }
        return value
    }

    /// Nothing but null, zero, full, random, urandom, tty, console and pseudo-terminals (config-linux.md, "Default
    /// Devices"), by their numbers in the kernel (Documentation/admin-guide/devices.txt).
    private static let devices: JSONValue = {
        let standard: [(Int64, Int64?)] = [
            (1, 3), (1, 5), (1, 7), (1, 8), (1, 9), (5, 0), (5, 1), (5, 2), (136, nil),
        ]
        let allowed = standard.map { major, minor -> JSONValue in
            var rule: [String: JSONValue] = [
                "allow": true, "type": "c", "major": .integer(major), "access": "rwm",
            ]
            rule["minor"] = minor.map { .integer($0) }
            return .object(rule)
        }
        return .array([["allow": false, "access": "rwm"]] + allowed)
    }()
}
