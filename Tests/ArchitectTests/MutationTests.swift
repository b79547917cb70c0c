import ConfigurationGraph
import TestRandom
import Testing

@testable import Architect

@Suite("Damaged declarations")
struct MutationTests {
    @Test("give diagnostics or a value, never a crash", arguments: 0..<40)
    func mutations(_ seed: UInt64) throws {
        var random = SplitMix(state: seed)
        for _ in 0..<25 {
            var bytes = Array(shop.utf8)
            for _ in 0...Int.random(in: 0...4, using: &random) { mutate(&bytes, &random) }
            let text = String(decoding: bytes, as: UTF8.self)
            do throws(DiagnosticReport) {
                let declared = try Architect.declarations(
                    from: [SourceFile(path: "shop.yaml", bytes: bytes)], set: "shop", catalogue: .example)
                _ = DiagnosticReport((try? Architect.check(declared, against: Graph())) ?? [])
                for node in declared.nodes {
                    #expect(Architect.yaml(for: node) != nil, "\(text)")
                }
            } catch {
                #expect(!error.diagnostics.isEmpty, "\(text)")
                #expect(error.diagnostics.allSatisfy { $0.location.line > 0 && $0.location.column > 0 }, "\(text)")
                #expect(!error.description.isEmpty)
            }
        }
    }

    private func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<6, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(Array("[]{}:,-#&*!|>'\"%@`?~\t\n ".utf8).randomElement(using: &random) ?? 0, at: place)
        case 3: bytes.removeLast(min(bytes.count - 1, Int.random(in: 0..<100, using: &random)))
        case 4:
            let end = min(bytes.count, place + Int.random(in: 1..<80, using: &random))
            bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0..<bytes.count, using: &random))
        default:
            bytes.removeSubrange(place..<min(bytes.count, place + 20))
        }
        if bytes.isEmpty { bytes = [0x20] }
    }
}
