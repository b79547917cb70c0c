import ArgumentParser
import ConfigurationGraph

/// A kind of node as a user writes it: in any case, and in the plural too.
struct KindArgument: ExpressibleByArgument {
    let kind: NodeKind

    init?(argument: String) {
        let text = argument.lowercased()
        let found = NodeKind.allCases.first { kind in
            let name = kind.rawValue.lowercased()
            return [name, name + "s", name + "es", name.dropLast() + "ies"].contains(text)
        }
        guard let found else { return nil }
        kind = found
    }

    static var allValueStrings: [String] { NodeKind.allCases.map(\.rawValue) }
}
