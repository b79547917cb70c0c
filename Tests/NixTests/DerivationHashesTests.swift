import Testing

@testable import Nix

@Suite("Hashes modulo")
struct DerivationHashesTests {
    @Test("of a chain of 5,000 derivations need no stack, and are computed once each")
    func chain() throws {
        let last = 5_000
        var hashes = DerivationHashes()
        var reads = 0
        let hash = try hashes.modulo(of: try derivation(last), at: try path(last)) { input in
            reads += 1
            return try derivation(try #require(Int(input.name.dropLast(4))))
        }
        #expect(hash != nil)
        #expect(reads == last)
    }

    @Test("don't change when a fixed output is fetched in another way")
    func fixed() throws {
        let output = DerivationOutput.fixed(try path(7), ContentAddress(.flat, .of([1])))
        let hashes = try ["curl", "wget"].map { builder in
            let input = Derivation(outputs: ["out": output], system: "any", builder: ByteString(builder))
            var hashes = DerivationHashes()
            return try hashes.modulo(of: try derivation(1)) { _ in input }
        }
        #expect(hashes[0] == hashes[1])
        var others = DerivationHashes()
        let other = Derivation(outputs: ["out": .inputAddressed(try path(7))], system: "any", builder: "curl")
        #expect(try others.modulo(of: try derivation(1)) { _ in other } != hashes[0])
    }

    @Test("of what is made from content-addressed outputs aren't known beforehand")
    func floating() throws {
        let input = Derivation(outputs: ["out": .floating(.recursive, .sha256)], system: "any", builder: "sh")
        var hashes = DerivationHashes()
        let derivation = try derivation(1)
        #expect(try hashes.modulo(of: derivation) { _ in input } == nil)
        #expect(try hashes.outputPaths(of: derivation, name: "x") { _ in input }["out"] == .some(nil))
        #expect(throws: DerivationError.self) {
            let own = try StoreDirectory.standard.derivationPath(of: derivation, name: "x")
            try hashes.check(derivation, at: own) { _ in input }
        }
    }

    /// A derivation that needs the one before it.
    private func derivation(_ number: Int) throws -> Derivation {
        Derivation(
            outputs: ["out": .inputAddressed(try path(number))],
            inputDerivations: number == 0 ? [:] : [try path(number - 1): ["out"]], system: "any", builder: "sh")
    }

    private func path(_ number: Int) throws -> StorePath {
        try StorePath(digest: StorePathDigest(folding: .of(Array("\(number)".utf8))), name: "\(number).drv")
    }
}
