import ConfigurationGraph
import OCI

/// What tells the instances of one automaton on like hosts apart: the values that their common configuration leaves
/// open (``InstanceGaps``).
struct InstanceValues {
    /// One value, with the sentence that says why.
    struct Value {
        let path: String
        let value: JSONValue
        let reason: String
    }

    let all: [Value]

    init(of instance: InstanceIdentity, in gaps: InstanceGaps) {
        let host = NodeID(.host, instance.host)
        let mapping: JSONValue = [
            [
                "containerID": 0, "hostID": .integer(Int64(instance.idBase)),
                "size": .integer(Int64(SpecBuilder.idCount)),
            ]
        ]
        let ids = "\(instance.name) has these ids of \(host) to itself"
        var all = [
            Value(path: "node", value: .string(instance.host), reason: "the instance is placed there"),
            Value(path: "linux.uidMappings", value: mapping, reason: ids),
            Value(path: "linux.gidMappings", value: mapping, reason: ids),
            Value(
                path: "linux.cgroupsPath", value: .string("\(gaps.cgroupParent)/\(instance.name)"),
                reason: "it is the parent of \(host) and the instance's name"),
        ]
        if gaps.hasLabels {
            let pair = Self.categories(of: instance.idBase)
            let reason = "\(instance.name) has this pair of categories on \(host) to itself"
            all += [("process.selinuxLabel", "container_t"), ("linux.mountLabel", "container_file_t")].map {
                let role = $1 == "container_t" ? "system_r" : "object_r"
                return Value(path: $0, value: .string("system_u:\(role):\($1):s0:\(pair)"), reason: reason)
            }
        }
        self.all = all
    }

    /// Two of SELinux's 1,024 categories, another pair for each range of ids: there are 523,776.
    private static func categories(of idBase: UInt32) -> String {
        var number = Int(idBase / SpecBuilder.idCount) % (1024 * 1023 / 2)
        var first = 0
        while number >= 1023 - first {
            number -= 1023 - first
            first += 1
        }
        return "c\(first),c\(first + 1 + number)"
    }
}

/// What an instance's own values follow from.
struct InstanceIdentity: Hashable, Sendable {
    let name: String
    let host: String
    /// The first of its 65,536 user and group ids on the host.
    let idBase: UInt32
}

extension InstanceIdentity {
    init(_ request: ResolutionRequest) {
        self.init(name: request.instance, host: request.host.name, idBase: request.idBase)
    }

    init(_ instance: Instance) {
        self.init(name: instance.name, host: instance.host, idBase: instance.idBase)
    }
}
