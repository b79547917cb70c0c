import ConfigurationGraph
import Foundation
import OCI
import ParameterSamples
import RuntimeSchema
import Testing
import TestRandom

@testable import Resolution

/// Configurations of values for any parameter of the catalogue, by random givers.
@Suite("Generated configurations of the whole catalogue")
struct GeneratedConfigurationTests {
    @Test("hold to what resolution promises")
    func promises() async throws {
        let first = PropertyRuns.first
        let last = first + UInt64(PropertyRuns.many)
        print("generated configurations: \(PropertyRuns.many) from seed \(first)")
        let schemas = try await RuntimeSchema.all()
        var resolved: [JSONValue] = []
        var count = 0
        for seed in first..<last {
            if let spec = try check(seed: seed) { resolved.append(spec) }
            // A thousand documents fit into memory, ten thousand don't.
            if resolved.count == 1000 || seed + 1 == last {
                for schema in schemas {
                    let errors = try await schema.errors(in: resolved)
                    #expect(errors == "", "\(schema.path), up to seed \(seed)")
                }
                count += resolved.count
                resolved = []
            }
            // Other tests want their turn.
            await Task.yield()
        }
        #expect(count > PropertyRuns.many / 2, "from seed \(first)")
    }

    /// Resolves one, and checks what must hold; nil where it is refused, which must have a reason.
    private func check(seed: UInt64) throws -> JSONValue? {
        let world = World.generated(seed: seed)
        let resolved: ResolvedInstance
        do {
            resolved = try world.resolve()
        } catch let failure as ResolutionFailure {
            #expect(failure.problems.allSatisfy { !$0.message.isEmpty && $0.node != nil }, "seed \(seed)")
            #expect(!failure.problems.isEmpty, "seed \(seed)")
            return nil
        }
        let spec = resolved.spec
        #expect(try CanonicalJSON.encode(world.resolve().spec) == CanonicalJSON.encode(spec), "seed \(seed)")
        let rows = spec.provenance.filter { ConfigurationDocument.holds($0) && $0.value != nil }
        let told = Dictionary(rows.map { ($0.path, $0.value) }, uniquingKeysWith: { first, _ in first })
        #expect(told == Leaves.of(spec.spec).mapValues { Optional($0) }, "seed \(seed)")
        for row in spec.provenance where row.category == .encapsulated {
            #expect(!row.origin.isNode, "\(row.path), seed \(seed)")
        }
        try checkRestoring(world, spec, seed: seed)
        return spec.spec
    }

    /// A configuration that comes and goes leaves nothing behind, and what it says is what ELSE says of it.
    private func checkRestoring(_ world: World, _ before: RuntimeSpecNode, seed: UInt64) throws {
        var changed = world
        changed.configure("extra", "overwatch.log.maxFiles", 9)
        changed.shop.configurations.append("extra")
        changed.shop.settings.removeAll { $0.parameter == "overwatch.log.maxFiles" }
        let with = try changed.resolve().spec
        changed.configurations.removeLast()
        changed.shop.configurations.removeLast()
        let without = try changed.resolve().spec
        let row = with.provenance.first { $0.path == "overwatch.log.maxFiles" }
        #expect(row?.otherwise == without.parameters["overwatch.log.maxFiles"], "seed \(seed)")
        if world.shop.settings == changed.shop.settings { #expect(without == before, "seed \(seed)") }
    }
}

extension World {
    /// A world whose givers say something of up to eight parameters of the whole catalogue.
    static func generated(seed: UInt64) -> World {
        var random = SplitMix(state: seed)
        var world = World(args: ["/bin/httpd", "-f"])
        world.host = Bool.random(using: &random) ? .able : .fixture
        world.debug = .random(using: &random)
        let entries = Catalogue.ofInstances.filter { entry in
            entry.category != .encapsulated && entry.kinds.contains(.configuration)
                && !entry.path.hasPrefix("secrets.")
                && (world.host == .able || !entry.path.hasPrefix("linux.")
                    || entry.path.hasPrefix("linux.resources.cpu"))
        }
        for index in 0..<Int.random(in: 0...8, using: &random) {
            guard let entry = entries.randomElement(using: &random) else { continue }
            let value = Samples.value(of: entry, &random)
            switch random.next() % 3 {
            case 0:
                world.shop.settings.removeAll { $0.parameter == entry.path }
                world.give(entry.path, value)
            case 1:
                world.configure("c\(index)", entry.path, value)
                world.shop.configurations.append("c\(index)")
            default: world.configure("c\(index)", entry.path, value, configures: [webArtefact])
            }
        }
        return world
    }
}
