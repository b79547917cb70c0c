import ConfigurationGraph
import Engine
import OCI

extension Listing where Row == Provenance {
    /// Resolved values and where they came from, as `explain` lists them for programs (docs/explain.md).
    static func explanation(_ explanation: Explanation) -> Listing {
        let instance: JSONValue = explanation.exists ? .string(explanation.instance) : .null
        return Listing([
            Column("instance", nil, value: { _ in instance }),
            Column("path", nil) { $0.path },
            Column("parameter", nil) { $0.parameter },
            Column("category", nil) { $0.category.rawValue },
            Column("value", nil, value: { $0.value ?? .null }),
            Column("otherwise", nil, value: { $0.otherwise ?? .null }),
            Column("origin", nil, value: { $0.origin.json }),
            Column("hasEffect", nil, value: { .bool($0.hasEffect) }),
        ])
    }
}

extension Listing where Row == Explanation.Difference {
    /// Values that two instances have otherwise, with both origins.
    static var differences: Listing {
        Listing(
            [
                Column("path", "PARAMETER") { $0.path },
                Column("parameter", nil) { $0.parameter },
                Column("category", nil) { $0.category.rawValue },
                Column("left", "LEFT", value: { $0.left.json }, cell: { $0.left.cell }),
                Column("leftOrigin", "FROM", value: { $0.left?.origin.json ?? .null }, cell: { $0.left.originCell }),
                Column("right", "RIGHT", value: { $0.right.json }, cell: { $0.right.cell }),
                Column("rightOrigin", "FROM", value: { $0.right?.origin.json ?? .null }, cell: { $0.right.originCell }),
            ], elastic: ["left", "leftOrigin", "right", "rightOrigin"])
    }
}

extension Provenance? {
    fileprivate var json: JSONValue { self?.value ?? .null }
    fileprivate var cell: Cell { Cell(self?.value?.brief ?? "-") }
    fileprivate var originCell: Cell { self.map { Cell($0.origin.short, $0.origin.colour) } ?? "-" }
}

extension ParameterCategory {
    /// The colour that a category has wherever it is shown.
    var colour: Colour? {
        switch self {
        case .required: .yellow
        case .optional: nil
        case .encapsulated: .magenta
        }
    }
}
