import Foundation
import TestRandom
import Testing

@testable import Overwatch

@Suite struct ContainerLogTests {
    @Test func linesHaveTimeStreamAndText() throws {
        let fixture = try LogFixture()
        try fixture.append(LogFixture.line("two  words ") + LogFixture.line("", stream: "stderr"))
        #expect(
            try fixture.log.entries() == [
                .init(time: "2026-11-24T08:00:00.713090497+00:00", stream: "stdout", text: "two  words "),
                .init(time: "2026-11-24T08:00:00.713090497+00:00", stream: "stderr", text: ""),
            ])
    }

    @Test func partsAreJoinedForEachStreamAndOverFiles() throws {
        let fixture = try LogFixture()
        try fixture.append(LogFixture.line("one ", tag: "P") + LogFixture.line("bad ", stream: "stderr", tag: "P"))
        try fixture.rotate()
        try fixture.append(LogFixture.line("line") + LogFixture.line("thing", stream: "stderr"))
        try fixture.append(LogFixture.line("prompt> ", tag: "P"))
        #expect(try fixture.log.entries().map(\.text) == ["one line", "bad thing", "prompt> "])
    }

    @Test func whatIsNoLineOfALogIsPassedOver() throws {
        let fixture = try LogFixture()
        try fixture.append("\0\0\0\n\nhalf a\n" + LogFixture.line("whole") + "2026-11-24T08:00:00Z stdout F cut o")
        #expect(try fixture.log.entries().map(\.text) == ["whole"])
    }

    @Test func aLineWithoutEndComesInPieces() throws {
        let fixture = try LogFixture()
        let piece = String(repeating: "x", count: 8192)
        for _ in 0..<200 { try fixture.append(LogFixture.line(piece, tag: "P")) }
        let texts = try fixture.log.entries().map(\.text)
        #expect(texts.map(\.utf8.count).reduce(0, +) == 200 * 8192)
        #expect(texts.allSatisfy { $0.utf8.count <= LogParser.lineLimit + 8192 })
    }

    @Test func onlyLinesSinceATimeAreGiven() throws {
        let fixture = try LogFixture()
        for second in 0..<10 { try fixture.append(LogFixture.line("\(second)", second: second)) }
        let time = try #require(LogTime.milliseconds("2026-11-24T08:00:07Z"))
        #expect(try fixture.log.entries(since: time).map(\.text) == ["7", "8", "9"])
        #expect(try fixture.log.entries(since: time, tail: 2).map(\.text) == ["8", "9"])
    }

    @Test(arguments: 0..<60)
    func theTailIsTheEndOfTheWhole(seed: Int) throws {
        var random = SplitMix(state: UInt64(seed))
        let fixture = try LogFixture()
        for number in 0..<Int.random(in: 0...60, using: &random) {
            let length = [0, 5, 300, 40_000, 70_000].randomElement(using: &random) ?? 0
            try fixture.append(LogFixture.line("\(number) " + String(repeating: "y", count: length)))
            if Int.random(in: 0..<20, using: &random) == 0 { try fixture.rotate() }
        }
        if Bool.random(using: &random) { try fixture.append("2026-11-24T08:00:00Z stdout F cut") }
        let all = try fixture.log.entries()
        for count in [0, 1, 2, 7, 1000] {
            #expect(try fixture.log.entries(tail: count) == Array(all.suffix(count)), "the last \(count)")
        }
    }

    @Test func aLogThatIsNotThereIsEmpty() throws {
        #expect(try LogFixture().log.entries().isEmpty)
        #expect(try LogFixture().log.entries(tail: 3).isEmpty)
    }

    @Test(arguments: 0..<200)
    func timesAreReadAsFoundationReadsThem(seed: Int) throws {
        var random = SplitMix(state: UInt64(seed))
        let seconds = Int64.random(in: -2_000_000_000...8_000_000_000, using: &random)
        let date = Date(timeIntervalSince1970: Double(seconds))
        let zone = try #require(TimeZone(secondsFromGMT: 1800 * .random(in: -20...20, using: &random)))
        let style = Date.ISO8601FormatStyle(timeZoneSeparator: .colon, timeZone: zone)
        var text = date.formatted(style)
        #expect(LogTime.milliseconds(text) == seconds * 1000, "\(text)")
        text.insert(contentsOf: ".0456", at: text.index(text.startIndex, offsetBy: 19))
        #expect(LogTime.milliseconds(text) == seconds * 1000 + 45, "\(text)")
    }

    @Test(arguments: [
        "", "yesterday", "2026-11-24", "2026-11-24T08:00:00", "2026-13-24T08:00:00Z", "2026-11-24T08:00:00+1",
    ])
    func whatIsNoTimeIsNone(text: String) {
        #expect(LogTime.milliseconds(text) == nil)
    }
}
