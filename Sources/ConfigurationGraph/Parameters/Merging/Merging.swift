public import OCI

/// How the values that several givers give one parameter become one.
public enum Merging: Hashable, Sendable {
    /// The strongest giver's value stands alone.
    case replacing
    /// `NAME=VALUE` each: the strongest value of each name.
    case variables
    /// An object: the strongest value of each key.
    case members
    /// A list whose elements a member tells apart: the strongest element of each.
    case elements(by: String)
    /// An object of the lists `add` and `drop`: the strongest word on each of their elements.
    case grants

    /// How values of a type merge, unless their parameter says otherwise.
    public init(of type: ParameterType) {
        switch type {
        case .environment: self = .variables
        case .map, .object: self = .members
        default: self = .replacing
        }
    }

    /// A value's leaves by key, in the value's order; nil for a key that the value takes away.
    ///
    /// What has no key is left out: a value is checked against its type before it is merged.
    func leaves(of value: JSONValue) -> [(key: String, value: JSONValue?)] {
        switch self {
        case .replacing: [("", value)]
        case .variables: (value.array ?? []).compactMap(Self.variable)
        case .members:
            (value.object ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, $0.value == .null ? nil : $0.value) }
        case .elements(let member):
            (value.array ?? []).compactMap { element in element[member]?.string.map { ($0, element) } }
        case .grants:
            ["add", "drop"].flatMap { word in
                (value[word]?.array ?? []).compactMap(\.string).map { ($0, .string(word)) }
            }
        }
    }

    /// The value that has these leaves, each key once.
    public func value(of leaves: [(key: String, value: JSONValue)]) -> JSONValue? {
        switch self {
        case .replacing: leaves.first?.value
        case .variables: .array(leaves.map { .string("\($0.key)=\($0.value.string ?? "")") })
        case .members: .object(Dictionary(leaves.map { ($0.key, $0.value) }, uniquingKeysWith: { _, last in last }))
        case .elements: .array(leaves.map(\.value))
        case .grants:
            .object(
                Dictionary(grouping: leaves, by: { $0.value.string ?? "" })
                    .mapValues { .array($0.map { .string($0.key) }) })
        }
    }

    private static func variable(_ element: JSONValue) -> (key: String, value: JSONValue?)? {
        guard let text = element.string, let equals = text.firstIndex(of: "="), equals > text.startIndex else {
            return nil
        }
        return (String(text[..<equals]), .string(String(text[text.index(after: equals)...])))
    }
}
