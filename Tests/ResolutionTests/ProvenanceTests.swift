import ConfigurationGraph
import Foundation
import OCI
import Testing
import TestRandom

@testable import Resolution

@Suite("Provenance, over many random graphs")
struct ProvenanceTests {
    @Test("every leaf of config.json has exactly one row, with its value", arguments: PropertyRuns.seeds)
    func everyLeaf(seed: UInt64) throws {
        guard let resolved = try? World.random(seed: seed).resolve() else { return }
        let rows = resolved.spec.provenance.filter { ConfigurationDocument.holds($0) && $0.value != nil }
        #expect(Set(rows.map(\.path)).count == rows.count, "seed \(seed)")
        let told = Dictionary(rows.map { ($0.path, $0.value) }, uniquingKeysWith: { first, _ in first })
        #expect(told == Leaves.of(resolved.spec.spec).mapValues { Optional($0) }, "seed \(seed)")
    }

    @Test(
        "every parameter that concerns instances has a row, and those left out have no value",
        arguments: PropertyRuns.seeds)
    func everyParameter(seed: UInt64) throws {
        guard let resolved = try? World.random(seed: seed).resolve() else { return }
        let rows = Dictionary(grouping: resolved.spec.rows, by: \.parameter)
        for entry in Catalogue.ofInstances where !entry.path.hasPrefix("linux.seccomp") {
            #expect(rows[entry.path] != nil, "\(entry.path), seed \(seed)")
            #expect(rows[entry.path]?.allSatisfy { $0.category == entry.category } == true)
        }
        #expect(resolved.spec.rows.allSatisfy { $0.origin != .omitted || $0.value == nil })
        #expect(resolved.spec.provenance.allSatisfy { $0.origin != .omitted }, "such rows aren't stored")
    }

    @Test("every other row with a value is a parameter beside config.json", arguments: PropertyRuns.seeds)
    func parameters(seed: UInt64) throws {
        guard let resolved = try? World.random(seed: seed).resolve() else { return }
        let others = resolved.spec.provenance.filter { !ConfigurationDocument.holds($0) && $0.value != nil }
        #expect(Set(others.map(\.path)) == Set(resolved.spec.parameters.keys), "seed \(seed)")
    }

    @Test("the same graph gives the same bytes, whatever the order of its nodes", arguments: PropertyRuns.seeds)
    func deterministic(seed: UInt64) throws {
        let world = World.random(seed: seed)
        var turned = world
        turned.configurations.reverse()
        turned.volumes.reverse()
        guard let first = try? world.resolve() else { return }
        let second = try turned.resolve()
        let bytes = try CanonicalJSON.encode(first.spec)
        #expect(bytes == (try CanonicalJSON.encode(second.spec)), "seed \(seed)")
        let read = try CanonicalJSON.decode(RuntimeSpecNode.self, from: bytes)
        #expect(read == first.spec, "seed \(seed)")
        #expect(
            try CanonicalJSON.encode(first.configuration) == CanonicalJSON.encode(first.spec.spec), "seed \(seed)")
    }

    @Test("what the operator gives never changes what is Encapsulated, unless by a rule", arguments: PropertyRuns.seeds)
    func encapsulated(seed: UInt64) throws {
        guard let resolved = try? World.random(seed: seed).resolve() else { return }
        for row in resolved.spec.provenance where row.category == .encapsulated {
            if case .node = row.origin { Issue.record("\(row.path) is an operator's, seed \(seed)") }
        }
    }

    @Test("taking a configuration away restores what was", arguments: PropertyRuns.seeds)
    func restores(seed: UInt64) throws {
        let world = World.random(seed: seed)
        guard let before = try? world.resolve() else { return }
        var changed = world
        changed.configure("extra", "overwatch.log.maxFiles", 9)
        changed.shop.configurations.append("extra")
        #expect(try changed.resolve().spec != before.spec, "seed \(seed)")
        changed.configurations.removeLast()
        changed.shop.configurations.removeLast()
        #expect(try changed.resolve().spec == before.spec, "seed \(seed)")
    }
}
