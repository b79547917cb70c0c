import ConfigurationGraph
import OCI
import Testing

@testable import GraphStoreConformance

@Suite("A configuration goes with the last instance that is resolved to it")
struct UnusedSpecsTests {
    /// `shop-1` and `shop-2` have one in common, `shop-3` has another.
    private static func graph() throws -> Graph {
        let (common, other) = (try spec(1), try spec(2))
        let nodes: [Node] = [
            .host(host), Sample.config(1), Sample.manifest(2, config: 1, layers: []),
            Sample.artefact("web", manifest: 2), Sample.automaton("shop", artefact: "web"), .runtimeSpec(common),
            .runtimeSpec(other), .instance(instance(1, common)), .instance(instance(2, common)),
            .instance(instance(3, other)),
        ]
        return try Graph().applying(Sample.transaction("some", nodes)).graph
    }

    private func specs(after puts: [Node] = [], deleting instances: [Int] = []) throws -> Set<String> {
        let graph = try Self.graph()
        var transaction = Sample.transaction("a change", puts)
        transaction.deletes = Set(instances.map { NodeID(.instance, "shop-\($0)") })
        try transaction.deleteUnusedSpecs(in: graph)
        return Set(try graph.applying(transaction).graph.names(of: .runtimeSpec))
    }

    private static func names(_ specs: UInt8...) throws -> Set<String> { Set(try specs.map { try spec($0).nodeName }) }

    @Test("it stays as long as another instance has it") func shared() throws {
        #expect(try specs(deleting: [1]) == Self.names(1, 2))
    }

    @Test("it goes with its only instance, or with all of them") func gone() throws {
        #expect(try specs(deleting: [3]) == Self.names(1))
        #expect(try specs(deleting: [1, 2]) == Self.names(2))
        #expect(try specs(deleting: [1, 2, 3]) == [])
    }

    @Test("it goes when its last instance is resolved anew, and not before") func resolvedAnew() throws {
        let third = try Self.spec(3)
        let new: [Node] = [.runtimeSpec(third), .instance(Self.instance(1, third))]
        #expect(try specs(after: new) == Self.names(1, 2, 3))
        #expect(try specs(after: new, deleting: [2]) == Self.names(2, 3))
    }

    @Test("what another instance of the transaction is resolved to stays") func taken() throws {
        let third = Node.instance(Self.instance(3, try Self.spec(1)))
        #expect(try specs(after: [third], deleting: [1, 2]) == Self.names(1))
        let fourth = Node.instance(Self.instance(4, try Self.spec(2)))
        #expect(try specs(after: [fourth], deleting: [3]) == Self.names(1, 2))
    }

    @Test("an instance written as it was keeps what it has") func unchanged() throws {
        let third = Node.instance(Self.instance(3, try Self.spec(2)))
        #expect(try specs(after: [third]) == Self.names(1, 2))
    }

    private static func spec(_ number: UInt8) throws -> RuntimeSpecNode {
        RuntimeSpecNode(digest: Sample.digest(number), spec: [:], parameters: [:], provenance: [])
    }

    private static func instance(_ number: Int, _ spec: RuntimeSpecNode) -> Instance {
        Instance(name: "shop-\(number)", automaton: "shop", host: "here", spec: spec.nodeName, idBase: 0)
    }

    private static let host = Host(
        name: "here", architecture: "amd64", kernelVersion: "6.1", cpus: 2, memory: 1 << 30,
        features: Host.Features(
            runtime: "crun", runtimeVersion: "1.8.1", cgroups: "v2", apparmor: false, selinux: false,
            idmappedLayers: true, network: true, maximumOpenFiles: 1024),
        cgroupParent: "/e", idRangeStart: 1, idRangeSize: 1 << 20)
}
