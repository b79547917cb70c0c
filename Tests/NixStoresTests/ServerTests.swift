import Foundation
import Nix
import TestMachine
import Testing

@testable import NixStores

/// The example's caches on a server, which answers well or badly.
@Suite("Caches on servers", .enabled(if: Example.isHere))
struct ServerTests {
    private static let quick = BinaryCache.Options(
        timeouts: TransferTimeouts(connect: 5, stall: 1, leastRate: 1, document: 5),
        retries: RetryPolicy(attempts: 3, firstPause: .zero))

    private func copy(
        _ cache: String = "xz", _ scratch: Scratch,
        _ answer: @escaping @Sendable (CacheServer.Question) -> CacheServer.Answer
    ) async throws -> [CacheServer.Question] {
        try await CacheServer.with("\(Example.data)/example/cache/\(cache)", answer) { server in
            try await copy(from: server, scratch)
            return server.questions
        }
    }

    private func copy(from server: CacheServer, _ scratch: Scratch, to store: LocalStore? = nil) async throws {
        let address = try #require(CacheAddress(server.url))
        let cache = BinaryCache(address, trust: .anyone, downloads: scratch.downloads, options: Self.quick)
        _ = try await ClosureCopy(from: cache).copy([Example.libC], to: store ?? scratch.store)
    }

    private func isWhole(_ scratch: Scratch) throws -> Bool {
        let info = try #require(try scratch.store.info(of: Example.libC))
        try scratch.store.verify(info)
        return scratch.files("downloads") == []
    }

    @Test("give what they have, and no download is left")
    func good() async throws {
        try await Scratch.with { scratch in
            _ = try await copy("xz", scratch) { _ in .file }
            #expect(try isWhole(scratch))
        }
    }

    @Test("that fail for a while are asked again", arguments: [CacheServer.Answer.status(500), .status(503), .cut(0)])
    func transient(_ bad: CacheServer.Answer) async throws {
        try await Scratch.with { scratch in
            _ = try await copy("xz", scratch) { $0.earlier == 0 ? bad : .file }
            #expect(try isWhole(scratch))
        }
    }

    @Test("that cut an archive are asked for the rest", arguments: [CacheServer.Answer.cut(100), .cutUnsaid(100)])
    func continued(_ bad: CacheServer.Answer) async throws {
        try await Scratch.with { scratch in
            let questions = try await copy("xz", scratch) { $0.isForArchive && $0.earlier == 0 ? bad : .file }
            #expect(questions.filter(\.isForArchive).map(\.offset) == [nil, 100])
            #expect(try isWhole(scratch))
        }
    }

    @Test("that can't continue an archive send it whole")
    func wholeAgain() async throws {
        try await Scratch.with { scratch in
            _ = try await copy("xz", scratch) { $0.isForArchive && $0.earlier == 0 ? .cut(100) : .whole }
            #expect(try isWhole(scratch))
        }
    }

    @Test("what an earlier copy left is used, and what doesn't belong to it is fetched anew")
    func kept() async throws {
        try await Scratch.with { scratch in
            try await CacheServer.with(
                "\(Example.data)/example/cache/xz", { $0.isForArchive && $0.earlier < 3 ? .cut(100) : .file }
            ) { server in
                await #expect(throws: TransferError.self) { try await copy(from: server, scratch) }
                let left = scratch.files("downloads")
                #expect(left.count == 1)
                #expect(scratch.files() == [])
                // Spoil what is there: the end doesn't fit it.
                let file = URL(fileURLWithPath: "\(scratch.downloads)/\(left[0])")
                #expect(try Data(contentsOf: file).count == 100)
                try Data(repeating: 7, count: 100).write(to: file)
                try await copy(from: server, scratch)
                #expect(server.questions.filter(\.isForArchive).map(\.offset).suffix(2) == [100, nil])
            }
            #expect(try isWhole(scratch))
        }
    }

    @Test("two that fetch one path at once both have it, and neither's download is left")
    func together() async throws {
        try await Scratch.with { scratch in
            let hasSecond = Switch()
            try await CacheServer.with(
                "\(Example.data)/example/cache/xz",
                { question in
                    guard question.isForArchive else { return .file }
                    if question.earlier > 0 { hasSecond.turnOn() }
                    return .held(after: 10) { hasSecond.isOn }
                }
            ) { server in
                let other = LocalStore(root: "\(scratch.folder)/other")
                async let first: Void = copy(from: server, scratch)
                async let second: Void = copy(from: server, scratch, to: other)
                _ = try await (first, second)
                #expect(server.questions.count { $0.isForArchive && $0.offset == nil } == 2)
                try other.verify(try #require(try other.info(of: Example.libC)))
            }
            #expect(try isWhole(scratch))
        }
    }

    static let hopeless: [(CacheServer.Answer, TransferError.Problem, Int)] = [
        (.status(500), .status(500), 3), (.status(403), .notAllowed(status: 403), 1),
        (.redirect("file:///etc/passwd"), .redirect, 1), (.stalled(after: 0), .tooSlow, 3),
    ]

    @Test("that stay bad end the copy, for documents and archives", arguments: 0..<4, [false, true])
    func hopeless(_ number: Int, _ forArchives: Bool) async throws {
        let (bad, problem, attempts) = Self.hopeless[number]
        try await Scratch.with { scratch in
            let error = try await #require(throws: TransferError.self) {
                _ = try await copy("xz", scratch) { question in
                    question.isForArchive == forArchives && question.path != "/nix-cache-info" ? bad : .file
                }
            }
            #expect(error.problem == problem)
            #expect(error.attempts == attempts)
            #expect(error.url.contains(forArchives ? "/nar/" : ".narinfo"))
            #expect(scratch.files() == [])
        }
    }

    @Test("that haven't a path, or its archive, say which", arguments: [false, true])
    func absent(_ forArchives: Bool) async throws {
        try await Scratch.with { scratch in
            let error = try await #require(throws: (any Error).self) {
                _ = try await copy("xz", scratch) { $0.isForArchive == forArchives ? .status(404) : .file }
            }
            #expect("\(error)".contains(forArchives ? "hasn't its archive, nar/" : "nix-cache-info"), "\(error)")
            #expect(scratch.files() == [] && scratch.files("downloads") == [])
        }
    }

    @Test("that send without end are stopped", arguments: [false, true])
    func endless(_ forArchives: Bool) async throws {
        try await Scratch.with { scratch in
            let error = try await #require(throws: TransferError.self) {
                _ = try await copy("xz", scratch) { question in
                    question.isForArchive == forArchives && question.path != "/nix-cache-info" ? .endless : .file
                }
            }
            guard case .tooLong = error.problem else { Issue.record("\(error)"); return }
            #expect(scratch.files() == [])
            #expect(scratch.files("downloads") == [])
        }
    }

    @Test("that send other bytes are found out, and nothing of it is kept")
    func wrong() async throws {
        try await Scratch.with { scratch in
            let error = try await #require(throws: CacheError.self) {
                _ = try await copy("xz", scratch) { $0.isForArchive ? .wrong : .file }
            }
            guard case .mismatch = error.problem else { Issue.record("\(error)"); return }
            #expect(scratch.files() == [])
            #expect(scratch.files("downloads") == [])
        }
    }

    @Test("a redirect to another server of the same kind is followed")
    func redirected() async throws {
        try await Scratch.with { scratch in
            try await CacheServer.with("\(Example.data)/example/cache/xz") { second in
                let url = second.url
                _ = try await copy("xz", scratch) { .redirect(url + $0.path) }
                #expect(second.questions.contains { $0.isForArchive })
            }
            #expect(try isWhole(scratch))
        }
    }

    @Test("nobody who listens is said so")
    func nobody() async throws {
        try await Scratch.with { scratch in
            let cache = BinaryCache(
                .server("http://127.0.0.1:1"), trust: .anyone, downloads: scratch.downloads, options: Self.quick)
            let error = try await #require(throws: TransferError.self) {
                try await ClosureCopy(from: cache).copy([Example.libC], to: scratch.store)
            }
            guard case .notConnected = error.problem else { Issue.record("\(error)"); return }
            #expect(error.attempts == 3)
        }
    }

    @Test("a copy that is cancelled ends, while the server keeps it waiting")
    func cancelled() async throws {
        try await Scratch.with { scratch in
            try await CacheServer.with(
                "\(Example.data)/example/cache/xz", { $0.isForArchive ? .stalled(after: 0) : .file }
            ) { server in
                let address = try #require(CacheAddress(server.url))
                let cache = BinaryCache(address, trust: .anyone, downloads: scratch.downloads)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        await #expect(throws: CancellationError.self) {
                            try await ClosureCopy(from: cache).copy([Example.libC], to: scratch.store)
                        }
                    }
                    while !server.questions.contains(where: \.isForArchive) { await Task.yield() }
                    group.cancelAll()
                    try await group.waitForAll()
                }
            }
            #expect(scratch.files() == [])
        }
    }
}
