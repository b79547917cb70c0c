import Nix
import Testing

@testable import NixStores

@Suite("The walk along references")
struct ClosureWalkTests {
    private let names = ["a", "b", "c", "d"]

    private func path(_ name: String) throws -> StorePath {
        try StorePath(digest: StorePathDigest(folding: .of(Array(name.utf8))), name: name)
    }

    private func info(_ name: String, _ references: String...) throws -> StorePathInfo {
        StorePathInfo(
            path: try path(name), narHash: .of([]), narSize: 1, references: Set(try references.map(path)))
    }

    private func walk(_ world: [StorePathInfo], from root: String) throws -> ClosureWalk {
        var walk = ClosureWalk(from: [try path(root)])
        while let next = walk.next() {
            guard let info = world.first(where: { $0.path == next }) else { throw walk.missing(next, in: "there") }
            walk.add(info)
        }
        return walk
    }

    @Test("asks for each path once, and has references first")
    func diamond() throws {
        let world = try [info("a", "b", "c", "a"), info("b", "d"), info("c", "d"), info("d")]
        let order = try walk(world, from: "a").order(in: "there").map(\.path.name)
        #expect(order.count == 4)
        #expect(order.first == "d")
        #expect(order.last == "a")
    }

    @Test("says who refers to a path that isn't there")
    func missing() throws {
        let error = try #require(throws: ClosureError.self) { try walk([info("a", "b")], from: "a") }
        #expect(error.problem == .missing(try path("b"), referredToBy: try path("a")))
        let root = try #require(throws: ClosureError.self) { try walk([], from: "a") }
        #expect(root.problem == .missing(try path("a"), referredToBy: nil))
    }

    @Test("refuses a circle")
    func cycle() throws {
        let world = try [info("a", "b"), info("b", "c"), info("c", "b")]
        let error = try #require(throws: ClosureError.self) { try walk(world, from: "a").order(in: "there") }
        guard case .cycle = error.problem else { Issue.record("\(error)"); return }
    }

    @Test("is no deeper than memory allows: nothing recurses")
    func chain() throws {
        let count = 20_000
        var walk = ClosureWalk(from: [try path("0")])
        while let next = walk.next() {
            let number = try #require(Int(next.name))
            walk.add(try number + 1 < count ? info("\(number)", "\(number + 1)") : info("\(number)"))
        }
        let order = try walk.order(in: "there")
        #expect(order.map(\.path.name) == (0..<count).reversed().map(String.init))
    }
}
