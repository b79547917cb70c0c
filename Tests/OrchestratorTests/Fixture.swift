import ConfigurationGraph

/// A view of given nodes.
struct Fixture: GraphView {
    let revision = Revision(1)
    let nodes: [Node]

    func node(_ id: NodeID) -> VersionedNode? {
        nodes.first { $0.id == id }.map { VersionedNode(node: $0, revision: revision) }
    }

    func nodes(of kind: NodeKind) -> [VersionedNode] {
        nodes.filter { $0.kind == kind }.sorted { $0.id < $1.id }
            .map { VersionedNode(node: $0, revision: revision) }
    }

    func edges(from id: NodeID) -> [Edge] { node(id)?.node.edges ?? [] }
    func edges(to id: NodeID) -> [Edge] { nodes.flatMap(\.edges).filter { $0.to == id }.sorted { $0.from < $1.from } }
}

private let place = SourceLocation(file: "test.yaml", line: 1, column: 1)

extension Automaton {
    static func fixture(_ name: String, uses: [String] = []) -> Automaton {
        Automaton(
            name: name, artefact: "web", dependencies: uses.map { Dependency(automaton: $0, location: place) },
            declaration: Declaration(set: "test", location: place))
    }
}

extension Host {
    static func fixture(ranges: UInt32) -> Host {
        Host(
            name: "here", architecture: "amd64", kernelVersion: "6.1", cpus: 2, memory: 1 << 30,
            features: Features(
                runtime: "crun", runtimeVersion: "1.8.1", cgroups: "v2", apparmor: false, selinux: false,
                idmappedLayers: true, network: true, maximumOpenFiles: 1024),
            cgroupParent: "/emergence-test", idRangeStart: 1_000_000, idRangeSize: ranges * 65_536)
    }
}
