import OCI

extension JSONValue {
    /// The values that hold no others, each with its path, sorted by path; lists of such count as one.
    var leaves: [(path: String, value: JSONValue)] {
        leaves(under: "")
    }

    private func leaves(under path: String) -> [(path: String, value: JSONValue)] {
        switch self {
        case .object(let members) where !members.isEmpty:
            members.sorted { $0.key < $1.key }.flatMap { key, value in
                value.leaves(under: path.isEmpty ? key : "\(path).\(key)")
            }
        case .array(let elements) where elements.contains { $0.object != nil || $0.array != nil }:
            elements.enumerated().flatMap { index, value in value.leaves(under: "\(path)[\(index)]") }
        default: [(path, self)]
        }
    }
}
