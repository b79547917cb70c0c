import ConfigurationGraph
import OCI

extension SpecBuilder {
    /// The standard devices, which the runtime makes, and those that `security.devices` names.
    mutating func addDevices() {
        let granted = grantedDevices()
        set(
            "linux.resources.devices", .array(Device.standardRules + granted.map(\.rule)),
            because: granted.isEmpty
                ? "an instance has none but the standard ones" : "the standard ones, and those of security.devices")
        if !granted.isEmpty {
            set("linux.devices", .array(granted.map(\.node)), because: "security.devices names them")
        }
    }

    private mutating func grantedDevices() -> [Device] {
        var found: [Device] = []
        for value in subject.given.value(of: "security.devices")?.array ?? [] {
            guard let device = Device(value) else {
                report(
                    "security.devices",
                    "has '\(value.string ?? "?")', whose numbers aren't known: give its path, type, major and minor")
                continue
            }
            if !device.path.hasPrefix("/dev/") {
                report("security.devices", "has '\(device.path)', which isn't in /dev")
            } else if found.contains(where: { $0.path == device.path }) {
                report("security.devices", "has '\(device.path)' twice")
            }
            found.append(device)
        }
        return found
    }
}

/// A device of the host, with its numbers in the kernel (Documentation/admin-guide/devices.txt).
private struct Device {
    let path: String
    let type: String
    let major: Int64
    let minor: Int64
    let access: String

    /// The path of a well-known device, or an object with all that there is to say.
    init?(_ value: JSONValue) {
        if let path = value.string, let known = Self.wellKnown[path] {
            self.init(path: path, type: "c", major: known.major, minor: known.minor, access: "rw")
        } else if let path = value["path"]?.string, let type = value["type"]?.string,
            let major = value["major"]?.integer, let minor = value["minor"]?.integer
        {
            self.init(path: path, type: type, major: major, minor: minor, access: value["access"]?.string ?? "rw")
        } else {
            return nil
        }
    }

    private init(path: String, type: String, major: Int64, minor: Int64, access: String) {
        self.path = path
        self.type = type
        self.major = major
        self.minor = minor
        self.access = access
    }

    var node: JSONValue {
        ["path": .string(path), "type": .string(type), "major": .integer(major), "minor": .integer(minor)]
    }

    var rule: JSONValue {
        [
            "allow": true, "type": .string(type), "major": .integer(major), "minor": .integer(minor),
            "access": .string(access),
        ]
    }

    private static let wellKnown: [String: (major: Int64, minor: Int64)] = [
        "/dev/fuse": (10, 229), "/dev/kvm": (10, 232), "/dev/net/tun": (10, 200),
        "/dev/vhost-net": (10, 238), "/dev/vhost-vsock": (10, 241), "/dev/hpet": (10, 228),
    ]

    /// Nothing but null, zero, full, random, urandom, tty, console and pseudo-terminals (config-linux.md, "Default
    /// Devices").
    static let standardRules: [JSONValue] = {
        let standard: [(Int64, Int64?)] = [
            (1, 3), (1, 5), (1, 7), (1, 8), (1, 9), (5, 0), (5, 1), (5, 2), (136, nil),
        ]
        let allowed = standard.map { major, minor -> JSONValue in
            var rule: [String: JSONValue] = ["allow": true, "type": "c", "major": .integer(major), "access": "rwm"]
            rule["minor"] = minor.map { .integer($0) }
            return .object(rule)
        }
        return [["allow": false, "access": "rwm"]] + allowed
    }()
}
