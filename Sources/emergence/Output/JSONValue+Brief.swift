import OCI

extension JSONValue {
    /// The value for a table that can't show all of it: 60 cells at the most, and objects without JSON's quotes.
    var brief: String { words.cut(to: 60) }

    private var words: String {
        switch self {
        case .object(let members) where members["destination"] != nil && members["type"] != nil:
            // A mount: where it is, is the row's path already.
            let parts = [members["type"], members["source"]].compactMap(\.self).map(\.inline)
            let options = (members["options"]?.array ?? []).map(\.inline).joined(separator: ",")
            return (parts + [options]).filter { !$0.isEmpty }.joined(separator: " ")
        case .object(let members) where members.isEmpty: return "{}"
        case .object(let members):
            return members.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.words)" }.joined(separator: " ")
        case .array(let elements) where elements.contains { $0.object != nil || $0.array != nil }:
            return elements.map(\.words).joined(separator: "; ")
        default: return inline
        }
    }
}
