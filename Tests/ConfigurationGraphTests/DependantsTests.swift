import ConfigurationGraph
import OCI
import Testing

@testable import GraphStoreConformance

@Suite struct DependantsTests {
    /// `web` is `new` now, built from `openssl.drv`; `shop-1` runs it, `shop-2` what it was before.
    private static func graph() throws -> Graph {
        let openssl = path("openssl-1.0.2n"), other = path("openssl-1.1.0")
        let (old, new) = (path("web-1", [openssl.id]), path("web-2", [other.id]))
        let library = derivation("openssl-1.0.2n", outputs: [openssl])
        let built = derivation("web-1", outputs: [old], inputs: [library])
        let artefact = Artefact(
            name: "web", content: .nix(NixArtefact(drv: nil, outputs: [new.path], source: "release.nix")))
        let specs = try [spec(1, new), spec(2, old)]
        let instances = specs.enumerated().map { place, spec in
            Instance(name: "shop-\(place + 1)", automaton: "shop", host: "here", spec: spec.nodeName, idBase: 0)
        }
        let nodes: [Node] =
            [openssl, other, old, new].map { .storePath($0) } + [library, built].map { .derivation($0) }
            + [.artefact(artefact), Sample.automaton("shop", artefact: "web"), .host(host)]
            + [Sample.automaton("front", artefact: "web", dependencies: ["shop"])]
            + specs.map { .runtimeSpec($0) } + instances.map { .instance($0) }
        return try Graph().applying(Sample.transaction("nix", nodes)).graph
    }

    @Test("an instance contains what it is pinned to, not what its automaton's artefact is by now")
    func pinned() throws {
        let graph = try Self.graph()
        let old = try graph.dependants(of: [Self.path("openssl-1.0.2n").id])
        #expect(names(old) == ["shop-2", "here"])
        let new = try graph.dependants(of: [Self.path("openssl-1.1.0").id])
        #expect(names(new) == ["web", "front", "shop", "shop-1", "here"])
    }

    @Test("what was built from a derivation is found up to what runs it, with `building` alone")
    func built() throws {
        let graph = try Self.graph()
        let library = Self.derivation("openssl-1.0.2n", outputs: []).id
        #expect(try graph.dependants(of: [library]).map(\.id) == [library])
        let built = try graph.dependants(of: [library], building: true)
        #expect(names(built) == ["shop-2", "here"])
        let paths = try graph.closure(of: [library], along: [.builtFrom, .dependsOn], .backwards)
        #expect(Set(built.map(\.id).filter(\.kind.isDependency)) == Set(paths))
    }

    @Test("of several nodes it is said which are needed, up to a limit")
    func several() throws {
        let graph = try Self.graph()
        let packages = try graph.nodes(of: try #require(PackagePattern("openssl")))
        #expect(packages.count == 2)
        let dependants = try graph.dependants(of: packages)
        let needs = Dictionary(uniqueKeysWithValues: dependants.map { ($0.id, $0.needs) })
        #expect(needs[NodeID(.instance, "shop-1")] == [Self.path("openssl-1.1.0").id])
        #expect(needs[NodeID(.instance, "shop-2")] == [Self.path("openssl-1.0.2n").id])
        #expect(needs[NodeID(.host, "here")] == packages)
        let one = try graph.dependants(of: packages, naming: 1).first { $0.id.kind == .host }
        #expect(one?.needs.count == 1 && one?.needsFurther == true)
    }

    @Test("of a service all edges are followed")
    func service() throws {
        let dependants = try Self.graph().dependants(of: [NodeID(.automaton, "shop")])
        #expect(names(dependants) == ["front", "shop", "shop-1", "shop-2", "here"])
    }

    @Test("which are needed is what going down from each finds", arguments: RandomGraph.seeds)
    func random(seed: UInt64) throws {
        let graph = RandomGraph.mixed(seed: seed)
        let starts = (graph.nodes(of: .layer) + graph.nodes(of: .imageConfig)).map(\.id).sorted()
        for dependant in try graph.dependants(of: starts, naming: 2) where dependant.id.kind != .host {
            let below = Set(try graph.closure(of: [dependant.id], along: [.dependsOn, .runs, .resolvedTo]))
            let needed = starts.filter(below.contains)
            #expect(dependant.needs == Array(needed.prefix(2)))
            #expect(dependant.needsFurther == (needed.count > 2))
        }
    }

    /// The names of what isn't an artefact's content, in the order of `NodeKind` but for the host.
    private func names(_ dependants: [Dependant]) -> [String] {
        let ends = dependants.filter { !$0.id.kind.isDependency && $0.id.kind != .runtimeSpec }.map(\.id)
        return (ends.filter { $0.kind != .host }.sorted() + ends.filter { $0.kind == .host }).map(\.name)
    }

    private static func path(_ name: String, _ references: [NodeID] = []) -> StorePath {
        StorePath(
            path: "/nix/store/\(String(repeating: "0", count: 32))-\(name)",
            content: .init(narHash: "sha256:0", narSize: 8, references: references.map(\.name)))
    }

    private static func derivation(_ name: String, outputs: [StorePath], inputs: [Derivation] = []) -> Derivation {
        Derivation(
            path: "/nix/store/\(String(repeating: "1", count: 32))-\(name).drv",
            outputs: outputs.map { .init(name: "out", path: $0.path) },
            inputDerivations: Dictionary(uniqueKeysWithValues: inputs.map { ($0.path, ["out"]) }), system: "x")
    }

    private static func spec(_ number: UInt8, _ output: StorePath) throws -> RuntimeSpecNode {
        RuntimeSpecNode(
            digest: Sample.digest(number), spec: [:], parameters: ["nix.outputs": .array([.string(output.path)])],
            provenance: [])
    }

    private static let host = Host(
        name: "here", architecture: "amd64", kernelVersion: "6.1", cpus: 2, memory: 1 << 30,
        features: Host.Features(
            runtime: "crun", runtimeVersion: "1.8.1", cgroups: "v2", apparmor: false, selinux: false,
            idmappedLayers: true, network: true, maximumOpenFiles: 1024),
        cgroupParent: "/e", idRangeStart: 1, idRangeSize: 1 << 20)
}
