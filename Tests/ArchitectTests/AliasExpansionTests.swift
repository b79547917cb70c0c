import Testing

@testable import Architect

@Suite("Aliases")
struct AliasExpansionTests {
    @Test("that stand for more than any machine holds are refused before they are expanded")
    func bomb() {
        let levels = (1...30).map {
            "  b\($0): &b\($0) [\(Array(repeating: "*b\($0 - 1)", count: 9).joined(separator: ", "))]"
        }
        let text = (["kind: Configuration", "name: a", "process:", "  b0: &b0 [x, x]"] + levels).joined(separator: "\n")
        #expect(
            report([file(text)]).hasPrefix(
                "shop.yaml:10:52: the alias '*b5' makes this document expand to more than 16 MiB, the most that is read\n"
            ))
    }

    @Test("that stand in keys are counted as well, and those of names that are given anew")
    func keysAndNames() {
        let keys = (1...40).map { "k\($0): &k\($0) {? [*k\($0 - 1), *k\($0 - 1)] : x}" }
        #expect(AliasExpansion.excess(in: ["k0: &k0 [x]"] + keys) != nil)
        let anew = (1...40).map { "k\($0): &k [*k, *k]" }
        #expect(AliasExpansion.excess(in: ["k0: &k [x]"] + anew) != nil)
        let nested = "k: &k [&k 1, *k, &j [1, 2], *j, *j]"
        #expect(AliasExpansion.excess(in: [nested]) == nil)
    }

    @Test("that people use are none too many, however often they are used")
    func ordinary() {
        let anchors = (1...60).map { "k\($0): &k\($0) value" }
        let uses = (0..<2000).map { "u\($0): *k\($0 % 60 + 1)" }
        #expect(AliasExpansion.excess(in: anchors + uses) == nil)
        let list = ["list: &list", "  - a", "  - b"] + (0..<2000).map { "u\($0): *list" }
        #expect(AliasExpansion.excess(in: list) == nil)
    }

    @Test("and anchors in strings and comments do no harm")
    func text() {
        #expect(AliasExpansion.excess(in: ["a: '* & *x &y' # *z & more", "b: Q&A *"]) == nil)
    }
}
