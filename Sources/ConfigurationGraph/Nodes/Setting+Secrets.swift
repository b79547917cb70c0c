import OCI

extension Setting {
    /// The names of the secrets that it says are read, as it gives them.
    public var secrets: [String] {
        switch parameter {
        case "secrets.files": (value.array ?? []).compactMap { $0["name"]?.string }
        case "secrets.env": (value.object ?? [:]).sorted { $0.key < $1.key }.compactMap(\.value.string)
        default: []
        }
    }
}

extension [Setting] {
    /// The edges from a node with these settings to the secrets that it reads.
    func reading(from id: NodeID) -> [Edge] {
        flatMap(\.secrets).map { Edge(from: id, label: .reads, to: NodeID(.secret, $0)) }
    }
}
