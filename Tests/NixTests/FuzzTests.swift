import Testing

@testable import Nix

/// Inputs that were damaged: each is refused with a typed error, or is what prints as the same bytes again.
///
/// The seed of an input that fails is printed with it; EMERGENCE_FUZZ_SEED tries it again.
@Suite("Damaged", .enabled(if: NixData.isHere))
struct FuzzTests {
    @Test("derivations are refused, or print as they are")
    func derivations() throws {
        let corpus = try NixData.derivations("example").sorted { $0.key < $1.key }.map(\.value)
        let words = [
            "\"", "\\", "\\n", "\\q", "[", "]", "(", ")", ",", "Derive(", "\"out\"", "r:sha256", "/nix/store/",
        ]
        FuzzPlan.run("derivations", count: 400) { mutation in
            let bytes = mutation.next(from: corpus, words: words.map { Array($0.utf8) })
            do throws(ATermError) {
                let derivation = try Derivation(aterm: bytes)
                #expect(derivation.aterm() == bytes, "seed \(mutation.seed)")
            } catch {
                #expect(error.offset <= bytes.count && !error.description.isEmpty, "seed \(mutation.seed)")
            }
        }
    }

    @Test("archives are refused, or are written as they are, wherever they are cut")
    func archives() throws {
        let corpus = try ["assets", "executable", "symlink", "empty-file", "empty-folder", "legacy", "libC", "icons"]
            .map {
                try NixData.bytes("example/nar/\($0).nar")
            }
        let words = [
            "(", ")", "type", "regular", "directory", "symlink", "target", "entry", "name", "node", "..", "a/b",
        ]
        try FuzzPlan.run("archives", count: 400) { mutation in
            let bytes = mutation.next(from: corpus, words: words.map { NARTokens.encode($0.utf8) })
            var copy: [UInt8] = []
            var listing = NARListing()
            var writer = NARWriter()
            do {
                var reader = NARReader()
                try bytes.withUnsafeBytes { all in
                    for cut in mutation.cuts(bytes.count) {
                        try reader.read(UnsafeRawBufferPointer(rebasing: all[cut])) { event in
                            listing.add(event)
                            try writer.write(event) { copy.append(contentsOf: $0) }
                        }
                    }
                }
                try reader.finish()
                #expect(copy == bytes, "seed \(mutation.seed)")
                _ = listing.json
            } catch let error as NARError {
                #expect(error.offset <= UInt64(bytes.count) && !error.description.isEmpty, "seed \(mutation.seed)")
                // However it is cut, the same is said of it.
                let whole = #expect(throws: NARError.self) { try Archive.story(bytes) }
                #expect(whole == error, "seed \(mutation.seed)")
            }
        }
    }

    @Test("exports are refused, or are written as they are")
    func exports() throws {
        let corpus = [try NixData.bytes("example/nar/libA.export")]
        let words = ["/nix/store/", "(", ")", "entry", ""].map { NARTokens.encode($0.utf8) } + [[0, 0, 0, 0], [1]]
        try FuzzPlan.run("exports", count: 200) { mutation in
            let bytes = mutation.next(from: corpus, words: words)
            do {
                let exports = try Export.read(bytes)
                // A signature of the old kind is left out.
                #expect(try Export.write(exports).count <= bytes.count, "seed \(mutation.seed)")
            } catch let error as ExportError {
                #expect(error.offset <= UInt64(bytes.count) && !error.description.isEmpty, "seed \(mutation.seed)")
            } catch let error as NARError {
                #expect(!error.description.isEmpty)
            }
        }
    }

    @Test("narinfos are refused, or mean what they meant when printed")
    func narinfos() throws {
        let corpus = try ["xz", "none", "zstd", "signed"].flatMap { cache in
            try NixData.names("example/cache/\(cache)").filter { $0.hasSuffix(".narinfo") }
                .map { try NixData.bytes("example/cache/\(cache)/\($0)") }
        }
        let words = [
            ": ", "\n", "References: ", "Sig: ", "CA: fixed:r:sha256:", "-1", "..", "\r", "/", "Compression: br",
        ]
        FuzzPlan.run("narinfos", count: 1000) { mutation in
            let bytes = mutation.next(from: corpus, words: words.map { Array($0.utf8) })
            do throws(NARInfoError) {
                var info = try NARInfo(bytes)
                info.path.signatures.sort { $0.description < $1.description }
                let printed = try NARInfo(Array(info.text().utf8))
                #expect(printed == info, "seed \(mutation.seed)")
            } catch {
                #expect(error.problem == .notText || !error.description.isEmpty, "seed \(mutation.seed)")
            }
            _ = try? BinaryCacheInfo(bytes)
        }
    }

    @Test("paths, hashes and keys are refused, or print as they are")
    func texts() throws {
        let key = SecretKey(generating: "key-1")
        let corpus = [
            "/nix/store/cspidl7r5sx2pcwyapd51whvfz1qhn5h-libC-1.4.2",
            "sha256:0q7ngs6fvh281xk4hnwgwlrb2vayci4ibvffyk0mk68w5646qdqr", "md5-1B2M2Y8AsgTpgAmY7PhCfg==",
            "fixed:r:sha256:0q7ngs6fvh281xk4hnwgwlrb2vayci4ibvffyk0mk68w5646qdqr", key.publicKey.description,
            "nar/0q7ngs6fvh281xk4hnwgwlrb2vayci4ibvffyk0mk68w5646qdqr.nar.xz", key.fileContents,
        ].map { Array($0.utf8) }
        let words = [":", "-", "/", "..", "é", "\0", "=", "%2e"].map { Array($0.utf8) }
        FuzzPlan.run("texts", count: 2000) { mutation in
            let bytes = mutation.next(from: corpus, words: words)
            let text = String(decoding: bytes, as: UTF8.self)
            if let path = try? StoreDirectory.standard.storePath(ByteString(bytes)) {
                #expect(Array(StoreDirectory.standard.path(of: path).utf8) == bytes, "seed \(mutation.seed)")
            }
            if let hash = try? Hash(text) {
                #expect(
                    ([hash.sri] + HashEncoding.allCases.map(hash.prefixed)).contains(text.lowercased())
                        || hash.sri == text || hash.prefixed(.base64) == text, "seed \(mutation.seed)")
            }
            if let address = try? ContentAddress(text) {
                #expect((try? ContentAddress(address.description)) == address, "seed \(mutation.seed)")
            }
            if let key = try? PublicKey(text) {
                #expect(key.description == text.droppingNewline, "seed \(mutation.seed)")
            }
            if let signature = try? Signature(text) {
                #expect(signature.description == text, "seed \(mutation.seed)")
            }
            if let location = CacheLocation(text) { #expect(!location.text.hasPrefix("/"), "seed \(mutation.seed)") }
            _ = try? SecretKey(text)
        }
    }
}
