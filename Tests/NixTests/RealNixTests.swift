import Foundation
import Testing

@testable import Nix

/// What this library writes, given to Nix, and what Nix writes, given to this library: made anew in each run.
@Suite("With real Nix", .enabled(if: RealNix.isHere))
struct RealNixTests {
    @Test("an archive of a random tree is the same, and Nix unpacks ours", arguments: 0..<3)
    func archives(_ seed: UInt64) throws {
        try RealNix.with { nix in
            let tree = try RandomTree(seed: seed).write(to: "\(nix.folder)/tree")
            let own = try Archive.of(tree)
            #expect(try nix.run("nix-store", "--dump", tree) == own)
            #expect(try Archive.copy(own) == own)
            let copy = "\(nix.folder)/copy"
            _ = try nix.run("nix-store", "--restore", copy, input: own)
            #expect(try Archive.of(copy) == own)
            #expect(try nix.line("nix-hash", "--type", "sha256", "--base32", tree) == Hash.of(own).text(.nix32))
            let listing = try NARListing(archive: own).json
            let listed = try nix.run("nix", "nar", "ls", "--json", "-R", try file("a.nar", own, nix), "/")
            let json = try #require(try JSONSerialization.jsonObject(with: Data((listing ?? "").utf8)) as? NSDictionary)
            #expect(
                json["root"] as? NSDictionary == (try JSONSerialization.jsonObject(with: Data(listed)) as? NSDictionary)
            )
        }
    }

    @Test("derivations with random variables have the paths that Nix gives them", arguments: 0..<3)
    func derivations(_ seed: UInt64) throws {
        try RealNix.with { nix in
            let expression = RandomExpression(seed: seed).text
            let place = try file("default.nix", Array(expression.utf8), nix)
            let path = try nix.line("nix-instantiate", "--store", nix.root, place)
            let root = try StoreDirectory.standard.storePath(path)
            let read = { (path: StorePath) in
                let place = nix.root + StoreDirectory.standard.path(of: path)
                let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: place)))
                let derivation = try Derivation(aterm: bytes)
                #expect(derivation.aterm() == bytes)
                return derivation
            }
            var hashes = DerivationHashes()
            try hashes.check(try read(root), at: root, reading: read)
            for input in try read(root).inputDerivations.keys {
                try hashes.check(try read(input), at: input, reading: read)
            }
        }
    }

    @Test("an export of ours is imported, and the store is content")
    func export() throws {
        try RealNix.with { nix in
            let worlds = try SmallWorld(seed: 5).paths
            _ = try nix.run("nix-store", "--store", nix.root, "--import", input: try Export.write(worlds))
            _ = try nix.run("nix-store", "--store", nix.root, "--verify", "--check-contents")
            let last = try #require(worlds.last)
            let path = StoreDirectory.standard.path(of: last.info.path)
            let closure = try nix.run("nix-store", "--store", nix.root, "-qR", path)
            let names = Set(String(decoding: closure, as: UTF8.self).split(separator: "\n").map(String.init))
            #expect(names == Set(worlds.map { StoreDirectory.standard.path(of: $0.info.path) }))
            let all = worlds.map { StoreDirectory.standard.path(of: $0.info.path) }
            let again = try nix.run("nix-store", ["--store", nix.root, "--export"] + all)
            #expect(Set(try Export.read(again).map(\.info)) == Set(worlds.map(\.info)))
        }
    }

    @Test("a cache of ours, signed by a new key, is copied from")
    func cache() throws {
        try RealNix.with { nix in
            let key = SecretKey(generating: "test-\(UUID().uuidString)")
            let cache = "\(nix.folder)/cache"
            try FileManager.default.createDirectory(atPath: "\(cache)/nar", withIntermediateDirectories: true)
            func write(_ location: CacheLocation, _ bytes: [UInt8]) throws {
                try Data(bytes).write(to: URL(fileURLWithPath: "\(cache)/\(location)"))
            }
            try write(.cacheInfo, Array(BinaryCacheInfo().text.utf8))
            let world = try SmallWorld(seed: 6).paths
            for export in world {
                var info = NARInfo(
                    path: export.info, location: .archive(export.info.narHash, .none), compression: .none,
                    fileHash: export.info.narHash, fileSize: export.info.narSize)
                info.path.signatures = [try key.sign(info.path.fingerprint())]
                try write(info.location, export.archive)
                try write(.info(of: info.path.path), Array(info.text().utf8))
            }
            let last = StoreDirectory.standard.path(of: try #require(world.last).info.path)
            let copy = ["copy", "--from", "file://\(cache)", "--to", nix.root, last]
            #expect(throws: Program.Failure.self) { try nix.run("nix", copy) }
            _ = try nix.run("nix", copy + ["--option", "trusted-public-keys", key.publicKey.description])
            _ = try nix.run("nix-store", "--store", nix.root, "--verify", "--check-contents")
        }
    }

    private func file(_ name: String, _ bytes: [UInt8], _ nix: RealNix) throws -> String {
        let path = "\(nix.folder)/\(name)"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return path
    }
}
