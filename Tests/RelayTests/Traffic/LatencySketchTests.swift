import Relay
import TestRandom
import Testing

@Suite("A sketch of latencies") struct LatencySketchTests {
    @Test("of nothing there is no percentile")
    func empty() {
        #expect(LatencySketch().percentile(0.5) == nil)
    }

    @Test("small numbers are exact, and great ones count as the greatest")
    func ends() {
        var sketch = LatencySketch()
        for time in [0, 0, 1, 15] { sketch.add(milliseconds: time) }
        #expect([0, 0.5, 0.75, 1].map { sketch.percentile($0) } == [0, 0, 1, 15])
        var great = LatencySketch()
        great.add(milliseconds: .max)
        great.add(milliseconds: -5)
        #expect(great.percentile(0.5) == 0)
        #expect(great.percentile(1).map { $0 >= 1 << 24 } == true)
    }

    @Test("a percentile is at the most an eighth above the true one", arguments: 0..<20 as Range<UInt64>)
    func error(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        var sketch = LatencySketch()
        var all: [Int] = []
        for _ in 0..<Int.random(in: 1...2000, using: &random) {
            let time = Int.random(in: 0...1 << Int.random(in: 0...23, using: &random), using: &random)
            all.append(time)
            sketch.add(milliseconds: time)
        }
        all.sort()
        for part in [0.01, 0.5, 0.9, 0.99, 1] {
            let rank = min(max(Int((part * Double(all.count)).rounded(.up)), 1), all.count)
            let truth = all[rank - 1]
            let told = try #require(sketch.percentile(part))
            #expect(told >= truth && Double(told) <= Double(truth) * 1.125, "\(part): \(told), in truth \(truth)")
        }
    }

    @Test("two of them together are one of all")
    func sum() {
        var (one, two, all) = (LatencySketch(), LatencySketch(), LatencySketch())
        for time in 0..<1000 {
            if time % 3 == 0 { one.add(milliseconds: time) } else { two.add(milliseconds: time) }
            all.add(milliseconds: time)
        }
        one.add(two)
        #expect(one == all)
        var none = LatencySketch()
        none.add(all)
        #expect(none == all)
        none.add(LatencySketch())
        #expect(none == all)
    }
}
