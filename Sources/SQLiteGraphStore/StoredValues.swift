import ConfigurationGraph
import Foundation
import GRDB
import GraphStore

extension NodeID {
    /// The columns `kind` and `name`.
    var key: StatementArguments { [kind.rawValue, name] }

    init(kind: String, name: String) throws {
        self.init(try NodeKind(stored: kind), name)
    }
}

extension NodeKind {
    init(stored kind: String) throws {
        guard let known = NodeKind(rawValue: kind) else {
            throw GraphStoreError.unavailable("the store holds a node of the unknown kind '\(kind)'")
        }
        self = known
    }
}

extension VersionedNode {
    init(kind: NodeKind, revision: Int64, value: Data) throws {
        self.init(node: try Node(kind: kind, encodedValue: value), revision: Revision(revision))
    }
}

extension EdgeLabel {
    init(stored label: String) throws {
        guard let known = EdgeLabel(rawValue: label) else {
            throw GraphStoreError.unavailable("the store holds an edge of the unknown label '\(label)'")
        }
        self = known
    }
}
