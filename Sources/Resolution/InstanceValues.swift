import ConfigurationGraph
import OCI

/// What tells the instances of one automaton apart; all else in their configurations they have in common.
struct InstanceValues {
    /// One value, with the sentence that says why.
    struct Value {
        let path: String
        let value: JSONValue
        let reason: String
    }

    let all: [Value]

    /// - Parameter hasLabels: whether the host's SELinux labels the instance.
    init(of request: ResolutionRequest, hasLabels: Bool) {
        let host = request.host
        let mapping: JSONValue = [
            [
                "containerID": 0, "hostID": .integer(Int64(request.idBase)),
                "size": .integer(Int64(SpecBuilder.idCount)),
            ]
        ]
        let ids = "\(request.instance) has these ids of \(host.id) to itself"
        var all = [
            Value(path: "node", value: .string(host.name), reason: "the instance is placed there"),
            Value(path: "linux.uidMappings", value: mapping, reason: ids),
            Value(path: "linux.gidMappings", value: mapping, reason: ids),
            Value(
                path: "linux.cgroupsPath", value: .string("\(host.cgroupParent)/\(request.instance)"),
                reason: "it is the parent of \(host.id) and the instance's name"),
        ]
        if hasLabels {
            let pair = Self.categories(of: request.idBase)
            let reason = "\(request.instance) has this pair of categories on \(host.id) to itself"
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
