import Foundation
import Glibc
import Nix
import Testing

@testable import NixStores

/// Closures copied from the example's caches, and given to real Nix.
@Suite("Copies of closures", .enabled(if: Example.isHere && RealNix.isHere))
struct ClosureCopyTests {
    private func fill(_ scratch: Scratch) async throws -> CopyResult {
        try await ClosureCopy(from: Example.cache("example/cache/xz")).copy([Example.webapp], to: scratch.store)
    }

    @Test("into a store: the set and the hashes that Nix has")
    func store() async throws {
        try await Scratch.with { scratch in
            let closure = try Example.paths("example/answers/webapp/runtime-closure.txt")
            let result = try await fill(scratch)
            #expect(result.paths == closure.count)
            #expect(result.copied == closure.count)
            #expect(Set(try scratch.store.paths()) == closure)
            #expect(Set(try scratch.store.infos().map(\.path)) == closure)
            let hashes = try Example.hashes()
            for info in try scratch.store.infos() {
                try scratch.store.verify(info)
                #expect(info.narHash == hashes[info.path])
            }
            #expect(!scratch.files().contains { $0.contains(WriterLock.mark) || $0.contains("writers/") })
        }
    }

    @Test("into a store, in Nix's own form: modes and times")
    func form() async throws {
        try await Scratch.with { scratch in
            _ = try await fill(scratch)
            let root = scratch.store.folder
            let below = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
            #expect(below.count > 20)
            for path in below {
                var status = stat()
                #expect(lstat("\(root)/\(path)", &status) == 0)
                #expect(status.st_mtim.tv_sec == 1, "\(path)")
                switch status.st_mode & S_IFMT {
                case S_IFLNK: break
                case S_IFDIR: #expect(status.st_mode & 0o7777 == 0o555, "\(path)")
                default: #expect([0o444, 0o555].contains(status.st_mode & 0o7777), "\(path)")
                }
            }
        }
    }

    @Test("the second time nothing is copied, also where the cache is gone")
    func twice() async throws {
        try await Scratch.with { scratch in
            _ = try await fill(scratch)
            let nowhere = BinaryCache(.folder("/nonexistent"), trust: .anyone, downloads: scratch.downloads)
            let result = try await ClosureCopy(from: nowhere).copy([Example.webapp], to: scratch.store)
            #expect(result.copied == 0)
            #expect(result.paths == 11)
        }
    }

    @Test("two copies at once into one store make one closure")
    func atOnce() async throws {
        try await Scratch.with { scratch in
            async let one = fill(scratch)
            async let two = fill(scratch)
            _ = try await (one, two)
            for info in try scratch.store.infos() { try scratch.store.verify(info) }
            #expect(try scratch.store.infos().count == 11)
            #expect(!scratch.files().contains { $0.contains(WriterLock.mark) })
        }
    }

    @Test("a crash's remains are taken up or removed; what is something else is refused")
    func remains() async throws {
        try await Scratch.with { scratch in
            _ = try await fill(scratch)
            let store = scratch.store
            try FileManager.default.removeItem(atPath: store.infoFile(of: Example.libC))
            try scratch.write("", to: "root/nix/store/\(WriterLock.mark)\(UUID().uuidString)-1/x")
            let again = try await fill(scratch)
            #expect(again.copied == 1)
            #expect(store.contains(Example.libC))
            #expect(!scratch.files().contains { $0.contains(WriterLock.mark) })
            // Something else under the path's name.
            try FileManager.default.removeItem(atPath: store.infoFile(of: Example.libC))
            try FileManager.default.removeItem(atPath: store.place(of: Example.libC))
            try scratch.write("other", to: "root/nix/store/\(Example.libC.baseName)")
            let error = try await #require(throws: StoreError.self) { try await fill(scratch) }
            guard case .occupied = error.problem else { Issue.record("\(error)"); return }
            #expect(!store.contains(Example.libC))
        }
    }

    @Test("Nix takes the store by its registration, and finds it right")
    func registered() async throws {
        try await Scratch.with { scratch in
            _ = try await fill(scratch)
            let file = "\(scratch.folder)/registration"
            try scratch.store.writeRegistration(to: file)
            let text = try String(contentsOfFile: file, encoding: .utf8)
            let nix = RealNix(scratch: scratch)
            try nix.run("nix-store", "--store", scratch.root, "--load-db", input: file)
            try nix.verify(scratch.root)
            #expect(
                try nix.closure(of: Example.webapp, in: scratch.root)
                    == Example.paths("example/answers/webapp/runtime-closure.txt"))
            let dumped = try nix.run("nix-store", "--store", scratch.root, "--dump-db")
            #expect(Set(try StoreRegistration(dumped).infos) == Set(try StoreRegistration(text).infos))
        }
    }

    @Test("Nix imports the export, from a cache or from a store", arguments: [false, true])
    func export(_ fromStore: Bool) async throws {
        try await Scratch.with { scratch in
            var source: any ClosureSource = Example.cache("example/cache/xz")
            if fromStore {
                _ = try await fill(scratch)
                source = scratch.store
            }
            let file = "\(scratch.folder)/closure.export"
            let result = try await ClosureCopy(from: source).export([Example.webapp], to: file)
            #expect(result.copied == 11)
            let (nix, other) = (RealNix(scratch: scratch), "\(scratch.folder)/other")
            try nix.run("nix-store", "--store", other, "--import", input: file)
            try nix.verify(other)
            #expect(try nix.closure(of: Example.webapp, in: other).count == 11)
        }
    }

    @Test("Nix substitutes from the cache, trusting its key alone", arguments: [Compression.none, .xz, .zstd])
    func cache(_ compression: Compression) async throws {
        try await Scratch.with { scratch in
            let key = SecretKey(generating: "made-here-1")
            let cache = CacheFolder("\(scratch.folder)/cache", compression: compression, key: key)
            let source = Example.cache("example/cache/xz")
            #expect(try await ClosureCopy(from: source).copy([Example.webapp], to: cache).copied == 11)
            #expect(try await ClosureCopy(from: source).copy([Example.webapp], to: cache).copied == 0)
            let (nix, other) = (RealNix(scratch: scratch), "\(scratch.folder)/other")
            let path = StoreDirectory.standard.path(of: Example.webapp)
            let trust = ["trusted-public-keys = \(key.publicKey)"]
            try nix.run("nix", "copy", "--from", cache.place, "--to", other, path, settings: trust)
            try nix.verify(other)
            let third = "\(scratch.folder)/third"
            try nix.run(
                "nix-store", "--store", third, "--realise", path,
                settings: ["substituters = \(cache.place)"] + trust)
            #expect(try nix.closure(of: Example.webapp, in: third).count == 11)
            // Without the key it doesn't.
            let stranger = ["trusted-public-keys = \(SecretKey(generating: "other-1").publicKey)"]
            #expect(throws: RealNix.Failure.self) {
                try nix.run(
                    "nix", "copy", "--from", cache.place, "--to", "\(scratch.folder)/fourth", path,
                    settings: stranger)
            }
            // And we take it by the same key.
            let back = BinaryCache(
                .folder(cache.folder), trust: .signed(TrustedKeys([key.publicKey])), downloads: scratch.downloads)
            _ = try await ClosureCopy(from: back).copy([Example.webapp], to: scratch.store)
            for info in try scratch.store.infos() { #expect(info.narHash == (try Example.hashes()[info.path])) }
        }
    }

    @Test(
        "compressed by everything that the example and libarchive have",
        arguments: [Compression.bzip2, .gzip, .lz4, .lzip])
    func compressions(_ compression: Compression) async throws {
        try await Scratch.with { scratch in
            let cache = CacheFolder("\(scratch.folder)/cache", compression: compression)
            _ = try await ClosureCopy(from: Example.cache("example/cache/xz")).copy([Example.libB], to: cache)
            let back = BinaryCache(.folder(cache.folder), trust: .anyone, downloads: scratch.downloads)
            let result = try await ClosureCopy(from: back).copy([Example.libB], to: scratch.store)
            #expect(result.copied > 1)
            for info in try scratch.store.infos() { try scratch.store.verify(info) }
        }
    }

    @Test("signatures of the example's signed cache hold")
    func signed() async throws {
        try await Scratch.with { scratch in
            let cache = Example.cache("example/cache/signed", trust: .signed(try Example.keys()))
            _ = try await ClosureCopy(from: cache).copy([Example.libB], to: scratch.store)
            #expect(try scratch.store.info(of: Example.libC)?.signatures.count == 2)
            let unsigned = Example.cache("example/cache/xz", trust: .signed(try Example.keys()))
            let error = try await #require(throws: CacheError.self) {
                try await ClosureCopy(from: unsigned).closure(of: [Example.libB])
            }
            guard case .untrusted = error.problem else { Issue.record("\(error)"); return }
        }
    }

    @Test("the view of a closure is its paths and no other, each from the same place")
    func view() async throws {
        try await Scratch.with { scratch in
            _ = try await fill(scratch)
            let closure = try await ClosureCopy(from: scratch.store).closure(of: [Example.libB]).map(\.path)
            let view = try ClosureView(of: closure, in: scratch.store)
            #expect(view.mounts.map(\.name) == closure.map(\.baseName).sorted())
            #expect(view.directory == "/nix/store" && view.folder == scratch.root + view.directory)
            #expect(view.links == [])
        }
    }
}
