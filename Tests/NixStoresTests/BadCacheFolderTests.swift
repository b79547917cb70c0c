import Foundation
import Nix
import Testing

@testable import NixStores

/// Each of the broken caches: one error, and nothing in the store.
@Suite("Broken caches in folders", .enabled(if: Example.isHere))
struct BadCacheFolderTests {
    private static let names: [String] =
        (try? FileManager.default.contentsOfDirectory(atPath: "\(Example.data)/bad/cache").sorted()) ?? []

    @Test("are refused, and leave nothing", arguments: names)
    func refused(_ name: String) async throws {
        try await Scratch.with { scratch in
            let cache = Example.cache("bad/cache/\(name)", trust: .signed(try Example.keys()))
            let error = try await #require(throws: (any Error).self) {
                try await ClosureCopy(from: cache).copy([Example.libC], to: scratch.store)
            }
            #expect(error is CacheError || error is ClosureError, "\(error)")
            #expect("\(error)".contains("bad/cache/\(name)"))
            #expect(scratch.files() == [])
        }
    }

    @Test("none is left out")
    func complete() { #expect(Self.names.count >= 25) }

    @Test(
        "what only a reader of files finds is named",
        arguments: [
            ("missing-nar", "hasn't its archive, nar/0bfylhpws2mlg3nrh8rf206asabxnlbm8i0qn2kydknvm5qlnapr.nar.xz"),
            (
                "missing-reference",
                "hasn't 00000000000000000000000000000000-gone, to which cspidl7r5sx2pcwyapd51whvfz1qhn5h-libC-1.4.2 refers"
            ),
        ])
    func named(_ name: String, _ reason: String) async throws {
        try await Scratch.with { scratch in
            let error = try await #require(throws: (any Error).self) {
                try await ClosureCopy(from: Example.cache("bad/cache/\(name)")).copy([Example.libC], to: scratch.store)
            }
            #expect("\(error)".contains(reason))
        }
    }

    @Test("content that nobody signed is compared all the same", arguments: ["wrong-nar-hash", "wrong-nar-size"])
    func unsigned(_ name: String) async throws {
        try await Scratch.with { scratch in
            let error = try await #require(throws: CacheError.self) {
                try await ClosureCopy(from: Example.cache("bad/cache/\(name)")).copy([Example.libC], to: scratch.store)
            }
            guard case .mismatch = error.problem else { Issue.record("\(error)"); return }
            #expect(scratch.files() == [])
        }
    }

    @Test("a folder without nix-cache-info is none")
    func noCache() async throws {
        try await Scratch.with { scratch in
            let cache = BinaryCache(.folder(scratch.folder), trust: .anyone, downloads: scratch.downloads)
            let error = try await #require(throws: CacheError.self) {
                try await ClosureCopy(from: cache).copy([Example.libC], to: scratch.store)
            }
            #expect(error.problem == .notACache)
        }
    }
}
