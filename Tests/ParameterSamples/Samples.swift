public import ConfigurationGraph
public import OCI
public import TestRandom

/// Values that a type takes, of a few kinds each.
public enum Samples {
    /// A value for a parameter: mostly of its type alone, in places one that means something.
    public static func value(of entry: Parameter, _ random: inout SplitMix) -> JSONValue {
        if Int.random(in: 0..<12, using: &random) == 0, entry.category != .required { return .null }
        switch entry.path {
        case "linux.sysctl": return ["net.core.somaxconn": "128", "kernel.msgmax": "8192"]
        case "security.unmask": return ["/proc/kcore"]
        case "security.devices": return ["/dev/fuse"]
        case "hostname": return "shop.local"
        case "mounts": return [["destination": "/opt/x.d", "type": "tmpfs", "source": "tmpfs"]]
        case "linux.memoryPolicy.nodes", "linux.memoryPolicy.flags": return .null
        case "linux.resources.memory.swap", "linux.resources.memory.reservation": return .null
        case "linux.resources.memory.limit", "orchestrator.resources.memory.limit": return "1GiB"
        case "linux.resources.pids.limit": return 100
        case "process.rlimits": return [["type": "RLIMIT_CORE", "soft": 0, "hard": 1]]
        case "security.hostNamespaces": return random.next() % 4 == 0 ? ["ipc"] : []
        case "relay.publish": return ["18080:8080"]
        default: return value(of: entry.type, &random)
        }
    }

    /// Any value of a type.
    public static func value(of type: ParameterType, _ random: inout SplitMix) -> JSONValue {
        switch type {
        case .string, .any: ["a", "b.c", "", "ä/ö"].randomElement(using: &random) ?? ""
        case .path: ["/srv", "/", "/a/b.c"].randomElement(using: &random) ?? "/"
        case .bool: .bool(.random(using: &random))
        case .integer(let range): .integer(Int64.random(in: range.clamped(to: -1000...4000), using: &random))
        case .number(let range): .number(range.lowerBound + (range.upperBound - range.lowerBound) / 4)
        case .bytes: ["64MiB", 1_048_576, "1GB"].randomElement(using: &random) ?? 0
        case .duration: ["250ms", 3, "1h"].randomElement(using: &random) ?? 0
        case .signal: ["INT", 15, "SIGRTMIN+3"].randomElement(using: &random) ?? 15
        case .choice(let words): .string(words.randomElement(using: &random) ?? "")
        case .form(let form): text(of: form)
        case .list(let element): .array((0..<Int(random.next() % 3)).map { _ in value(of: element, &random) })
        case .environment: ["LOG=warn", .string("N=\(random.next() % 9)")]
        case .map(let element): ["key.a": value(of: element, &random), "b": value(of: element, &random)]
        case .object(let members, let required): object(members, required, &random)
        case .either(let types): value(of: types[0], &random)
        case .publishedPort: "18080:8080"
        }
    }

    private static func object(
        _ members: [String: ParameterType], _ required: Set<String>, _ random: inout SplitMix
    ) -> JSONValue {
        var object: [String: JSONValue] = [:]
        for key in members.keys.sorted() where required.contains(key) || Bool.random(using: &random) {
            object[key] = members[key].map { value(of: $0, &random) }
        }
        return .object(object)
    }

    private static func text(of form: TextForm) -> JSONValue {
        switch form {
        case .numberList: "0-1"
        case .percentage: "25%"
        case .pageSize: "2MB"
        case .schedule: "0 3 * * *"
        case .time: "2026-01-31T12:00:00Z"
        case .digest: "sha256:00"
        case .url: "https://example.org"
        case .configured: "artefact/web"
        case .address: "10.0.0.0/8"
        case .network: "192.0.2.0/24"
        }
    }
}
