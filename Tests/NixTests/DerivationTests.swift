import Testing

@testable import Nix

@Suite("Derivations", .enabled(if: NixData.isHere))
struct DerivationTests {
    static let worlds = ["example", "1609-hello", "1803-nginx"]

    @Test("print as the bytes that they were read from", arguments: worlds)
    func roundTrip(_ world: String) throws {
        let derivations = try NixData.derivations(world)
        #expect(derivations.count > 10)
        for (path, bytes) in derivations {
            #expect(try Derivation(aterm: bytes).aterm() == bytes, "\(path)")
        }
    }

    @Test("have the paths, and outputs with the paths, that Nix gave them", arguments: worlds)
    func paths(_ world: String) throws {
        let derivations = try NixData.derivations(world).mapValues { try Derivation(aterm: $0) }
        var hashes = DerivationHashes()
        for (path, derivation) in derivations {
            try hashes.check(derivation, at: path) { derivations[$0] }
        }
        // What nobody reads twice: a second walk finds every input known.
        for (path, derivation) in derivations.prefix(20) {
            try hashes.check(derivation, at: path) { path in
                Issue.record("\(path) is read again")
                return derivations[path]
            }
        }
    }

    @Test("say what nix show-derivation says", arguments: ["webapp", "webapp-debug"])
    func shown(_ artefact: String) throws {
        let derivations = try NixData.derivations("example")
        let store = StoreDirectory.standard
        for (path, value) in try NixData.json("example/answers/\(artefact)/show-derivation.json") {
            let shown = try #require(value as? [String: Any])
            let derivation = try Derivation(aterm: try #require(derivations[store.storePath(path)]))
            let environment = try #require(shown["env"] as? [String: String])
            #expect(environment.count == derivation.environment.count)
            for (name, value) in environment {
                #expect(derivation.environment[ByteString(name)] == ByteString(value))
            }
            #expect(shown["args"] as? [String] == derivation.arguments.compactMap(\.text))
            #expect(shown["builder"] as? String == derivation.builder.text)
            #expect(shown["system"] as? String == derivation.system.text)
            let sources = try #require(shown["inputSrcs"] as? [String])
            #expect(Set(sources) == Set(derivation.inputSources.map { store.path(of: $0) }))
            let inputs = try #require(shown["inputDrvs"] as? [String: [String]])
            #expect(inputs.count == derivation.inputDerivations.count)
            for (input, names) in inputs {
                #expect(derivation.inputDerivations[try store.storePath(input)] == Set(names))
            }
            let outputs = try #require(shown["outputs"] as? [String: [String: String]])
            #expect(outputs.keys.sorted() == derivation.outputs.keys)
            for (name, output) in outputs {
                let fields = try #require(derivation.outputs[name]).fields(in: store)
                #expect(output["path"] == fields.path)
                #expect(output["hashAlgo"] ?? "" == fields.algorithm)
                #expect(output["hash"] ?? "" == fields.hash)
            }
        }
    }

    @Test("of nixpkgs have the outputs that Nix lists", arguments: ["1609-hello", "1803-nginx"])
    func outputs(_ world: String) throws {
        let derivations = try NixData.derivations(world)
        let outputs = try NixData.json("\(world)/outputs.json.zst")
        #expect(outputs.count == derivations.count)
        for (path, bytes) in derivations {
            let text = StoreDirectory.standard.path(of: path)
            let shown = try #require(outputs[text] as? [String: Any])
            let listed = try #require(shown["outputs"] as? [String: [String: String]])
            let own = try Derivation(aterm: bytes).outputs
            #expect(listed.keys.sorted() == own.keys)
            for (name, output) in listed {
                let path = try #require(own[name]?.path)
                #expect(StoreDirectory.standard.path(of: path) == output["path"])
            }
        }
    }
}
