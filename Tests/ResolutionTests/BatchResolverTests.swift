import ConfigurationGraph
import Crypto
import OCI
import Testing
import TestRandom

@testable import Resolution

@Suite("Many instances at once")
struct BatchResolverTests {
    @Test("each is what it would be alone", arguments: PropertyRuns.seeds)
    func alone(seed: UInt64) throws {
        let world = World.random(seed: seed)
        let graph = try world.graph
        var resolver = BatchResolver(in: graph)
        for (number, host) in [Host.fixture, .fixture, .able, .labelling, .labelling].enumerated() {
            var host = host
            host.name = "node-\(number % 3)"
            host.cgroupParent = "/parent-\(number)"
            let request = ResolutionRequest(
                instance: "shop-\(number)", automaton: "shop", host: host, idBase: 1_000_000 + UInt32(number) * 65_536,
                debug: number % 2 == 0)
            do {
                let alone = try Resolver.resolve(request, in: graph)
                #expect(try resolver.resolve(request) == alone, "seed \(seed)")
                try checkForms(of: alone)
            } catch let failure as ResolutionFailure {
                #expect(throws: failure) { try resolver.resolve(request) }
            }
        }
    }

    @Test("instances on like hosts have one node in common, which says nothing that is one's own")
    func common() throws {
        var resolver = BatchResolver(in: try World().graph)
        let instances = try (1...3).map { number in
            var host = Host.labelling
            host.name = "node-\(number)"
            return try resolver.resolve(
                ResolutionRequest(
                    instance: "shop-\(number)", automaton: "shop", host: host,
                    idBase: 1_000_000 + UInt32(number) * 65_536, debug: false))
        }
        #expect(Set(instances.map(\.node)).count == 1)
        #expect(Set(instances.map(\.spec)).count == 3)
        let text = String(decoding: try CanonicalJSON.encode(instances[0].node), as: UTF8.self)
        #expect(["shop-1", "node-1", "1065536", "c0,"].allSatisfy { !text.contains($0) })
        for (number, instance) in zip(1..., instances) {
            #expect(instance.spec.parameters["node"] == .string("node-\(number)"))
            #expect(instance.configuration.linux?.uidMappings?.first?.hostID == 1_000_000 + UInt32(number) * 65_536)
            #expect(instance.configuration.linux?.cgroupsPath == "\(Host.fixture.cgroupParent)/shop-\(number)")
        }
    }

    @Test("what hosts differ in that all instances there share makes another node")
    func apart() throws {
        var resolver = BatchResolver(in: try World().graph)
        var elsewhere = Host.fixture
        elsewhere.cgroupParent = "/elsewhere"
        let names = try [Host.fixture, .labelling, elsewhere].map { host in
            try resolver.resolve(
                ResolutionRequest(instance: "shop-1", automaton: "shop", host: host, idBase: 1_000_000, debug: false)
            ).node.nodeName
        }
        #expect(Set(names).count == 3)
    }

    /// The JSON and the value are of one configuration, and it is the one of the rows; the digest is of all that the node
    /// says, but for where it came from.
    private func checkForms(of resolved: ResolvedInstance) throws {
        let spec = resolved.spec
        let bytes = try CanonicalJSON.encode(spec.spec)
        #expect(ConfigurationDocument(rows: spec.provenance).json == spec.spec)
        #expect(try CanonicalJSON.decode(RuntimeConfiguration.self, from: bytes) == resolved.configuration)
        guard var said = try CanonicalJSON.json(of: resolved.node).object else { return }
        for key in ["digest", "provenance"] { said[key] = nil }
        let bytesSaid = try CanonicalJSON.encode(JSONValue.object(said))
        let digest = OCI.Digest(algorithm: .sha256, bytes: SHA256.hash(data: bytesSaid))
        #expect(resolved.node.digest == digest)
    }

    @Test("what is wrong is said for each") func wrong() throws {
        let world = World(args: [])
        var resolver = BatchResolver(in: try world.graph)
        for number in 1...2 {
            let request = ResolutionRequest(
                instance: "shop-\(number)", automaton: "shop", host: .fixture, idBase: 1_000_000, debug: false)
            #expect(throws: ResolutionFailure.self) { try resolver.resolve(request) }
        }
    }
}

extension Host {
    /// A host whose SELinux has types for containers.
    fileprivate static var labelling: Host {
        var host = Host.fixture
        host.features.selinux = true
        host.features.selinuxContainers = true
        return host
    }
}
