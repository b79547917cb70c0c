import Nix
import OCI
import Testing

@testable import Forge

@Suite("Layers of an image of a closure")
struct LayerPlanTests {
    /// app → left, right → base; app → tool; base names itself.
    private static func closure() throws -> [StorePathInfo] {
        let base = try info("base", size: 10, references: [], namesItself: true)
        let left = try info("left", size: 5, references: [base])
        let right = try info("right", size: 7, references: [base])
        let tool = try info("tool", size: 99, references: [])
        return [base, left, right, tool, try info("app", size: 1, references: [left, right, tool])]
    }

    @Test("what most others need comes first, of equals the longer, each in a layer of its own")
    func popularity() throws {
        let closure = try Self.closure()
        #expect(Popularity.counts(of: closure) == [4, 2, 2, 2, 1])
        let plan = LayerPlan(of: closure)
        #expect(plan.layers.map { $0.paths.map(\.name) } == [[], ["base"], ["tool"], ["right"], ["left"], ["app"]])
        #expect(plan.layers.map(\.hasSkeleton) == [true, false, false, false, false, false])
    }

    @Test("what is over the limit is whole in the last layer", arguments: 1...7)
    func limit(_ limit: Int) throws {
        let closure = try Self.closure()
        let plan = LayerPlan(of: closure, limit: limit)
        #expect(plan.layers.count == min(limit, 6))
        #expect(plan.layers.flatMap(\.paths).map(\.name) == ["base", "tool", "right", "left", "app"])
        #expect(plan.layers.dropLast().allSatisfy { $0.paths.count <= 1 })
        #expect(plan.layers.filter(\.hasSkeleton).count == 1)
    }

    @Test("popularity is counted over more paths than a word has bits, through each reference once")
    func many() throws {
        // A chain of diamonds: each level needs both of the next.
        var closure: [StorePathInfo] = []
        for level in 0..<100 {
            let below = closure.suffix(2)
            closure.append(try Self.info("a\(level)", size: 1, references: Array(below)))
            closure.append(try Self.info("b\(level)", size: 1, references: Array(below)))
        }
        let counts = Popularity.counts(of: closure)
        for (place, count) in counts.enumerated() { #expect(count == 1 + 2 * (99 - place / 2)) }
        let order = Popularity.order(of: closure)
        #expect(order.prefix(2).map(\.name).sorted() == ["a0", "b0"])
        #expect(LayerPlan(of: closure, limit: 50).layers.last?.paths.count == 200 - 48)
    }

    @Test("a derivation's system is a platform in image-spec's words")
    func systems() {
        #expect(NixSystem.platform(of: "x86_64-linux")?.description == "linux/amd64")
        #expect(NixSystem.platform(of: "armv7l-linux")?.description == "linux/arm/v7")
        #expect(NixSystem.platform(of: "x86_64-darwin") == nil && NixSystem.platform(of: "linux") == nil)
    }

    private static func info(
        _ name: String, size: UInt64, references: [StorePathInfo], namesItself: Bool = false
    ) throws -> StorePathInfo {
        let hash = Hash.of(Array(name.utf8))
        let path = try StorePath("\(hash.text(.nix32).prefix(32))-\(name)")
        let others = references.map(\.path) + (namesItself ? [path] : [])
        return StorePathInfo(path: path, narHash: hash, narSize: size, references: Set(others))
    }
}
