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

    /// The digest, the JSON and the value are of one configuration, and it is the one of the rows.
    private func checkForms(of resolved: ResolvedInstance) throws {
        let spec = resolved.spec
        let bytes = try CanonicalJSON.encode(spec.spec)
        #expect(spec.digest == OCI.Digest(algorithm: .sha256, bytes: SHA256.hash(data: bytes)))
        #expect(ConfigurationDocument(rows: spec.provenance).json == spec.spec)
        #expect(try CanonicalJSON.decode(RuntimeConfiguration.self, from: bytes) == resolved.configuration)
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
