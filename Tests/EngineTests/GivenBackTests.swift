import ConfigurationGraph
import GraphStore
import OCI
import Orchestrator
import Resolution
import Testing

@testable import Engine

/// What is worked out for instances of which the declaration changed, with a store in memory.
@Suite("instances of a changed declaration") struct GivenBackTests {
    /// A store in which `shop` was declared with `LOG=one`, has an instance of that, and is declared with `LOG=two`.
    private static func changed(
        insteadOf failed: ResolvedFrom.Failed? = nil
    ) async throws -> (store: InMemoryGraphStore, spec: RuntimeSpecNode) {
        let store = InMemoryGraphStore()
        let declared = try ControllerTests.declared() + [.automaton(ControllerTests.shop(1, log: "one"))]
        try await ControllerTests.put(declared, in: store)
        let (spec, generation, revision) = try await store.read { view in
            let spec = try Resolver.resolve(
                ResolutionRequest(
                    instance: "shop-1", automaton: "shop", host: ControllerTests.host("alpha"), idBase: 1_000_000,
                    debug: false), in: view
            ).spec
            return (spec, try Generation(try AutomatonParameters(of: "shop", in: view)), view.revision)
        }
        let instance = Instance(
            name: "shop-1", automaton: "shop", host: "alpha", spec: spec.nodeName, idBase: 1_000_000,
            resolvedFrom: ResolvedFrom(
                artefact: generation.artefact, configuration: generation.configuration, revision: revision,
                insteadOf: failed))
        try await ControllerTests.put([.runtimeSpec(spec), .instance(instance)], in: store)
        try await ControllerTests.put([.automaton(ControllerTests.shop(1, log: "two"))], in: store)
        return (store, spec)
    }

    @Test("what runs in place of a failed declaration gets its terminal with the values that it runs with")
    func terminals() async throws {
        let failed = ResolvedFrom.Failed(artefact: "web", configuration: "two", reason: "it never got ready")
        let (store, _) = try await Self.changed(insteadOf: failed)
        let specs = try await InstanceWish.pastSpecs(of: ["shop-1"], terminalsOf: ["shop"], in: store)
        let spec = try #require(specs["shop-1"])
        #expect(spec.spec["process"]?["terminal"] == true)
        #expect(spec.spec["process"]?["env"]?.array?.contains("LOG=one") == true)
        let wished = try await store.read { view in
            try InstanceWish.terminals(of: ["shop"])
                .transaction(for: ["shop-1"], author: "test", past: specs, in: view)
        }
        #expect(wished?.puts.contains(.runtimeSpec(spec)) == true)

        let (other, _) = try await Self.changed()
        let none = try await InstanceWish.pastSpecs(of: ["shop-1"], terminalsOf: ["shop"], in: other)
        #expect(none.isEmpty, "what isn't given back is as it is declared")
    }

    @Test("it is told how many are replaced, how many at a time, and for what")
    func replacements() async throws {
        let (store, _) = try await Self.changed()
        let found = try await store.read { view in
            try ForecastReplacement.all(of: ["shop", "gone"], from: view, to: view)
        }
        #expect(found.map(\.line) == ["shop: 1 of 1 are replaced, rolling, 1 at a time: process.env.LOG changes"])
        try await ControllerTests.put([.automaton(ControllerTests.shop(1, log: "one"))], in: store)
        let same = try await store.read { try ForecastReplacement.all(of: ["shop"], from: $0, to: $0) }
        #expect(same.isEmpty)
    }
}
