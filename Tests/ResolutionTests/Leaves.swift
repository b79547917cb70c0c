import OCI

/// The leaves of a `config.json`, taken apart independently of how the Resolver puts them together.
enum Leaves {
    static func of(_ configuration: JSONValue) -> [String: JSONValue] {
        var leaves: [String: JSONValue] = [:]
        collect(configuration, at: "", into: &leaves)
        return leaves
    }

    private static func collect(_ value: JSONValue, at path: String, into leaves: inout [String: JSONValue]) {
        switch (path, value) {
        case ("process.env", .array(let variables)):
            for variable in variables.compactMap(\.string) {
                let parts = variable.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                leaves["\(path).\(parts[0])"] = .string(String(parts[1]))
            }
        case ("mounts", .array(let elements)): collect(elements, by: "destination", at: path, into: &leaves)
        case ("process.rlimits", .array(let elements)): collect(elements, by: "type", at: path, into: &leaves)
        case ("process.scheduler", _), ("process.ioPriority", _), ("linux.personality", _): leaves[path] = value
        case ("linux.netDevices", .object(let members)), ("linux.resources.rdma", .object(let members)):
            for (key, member) in members { leaves["\(path).\(key)"] = member }
        case ("linux.resources.hugepageLimits", .array(let elements)):
            collect(elements, by: "pageSize", at: path, into: &leaves)
        case (_, .object(let members)):
            for (key, member) in members { collect(member, at: path.isEmpty ? key : "\(path).\(key)", into: &leaves) }
        default: leaves[path] = value
        }
    }

    private static func collect(
        _ elements: [JSONValue], by key: String, at path: String, into leaves: inout [String: JSONValue]
    ) {
        for element in elements { leaves["\(path).\(element[key]?.string ?? "?")"] = element }
    }
}
