import Foundation
import Overwatch
import Synchronization
import TestRandom
import Testing

@Suite struct LogFollowingTests {
    @Test(arguments: 0..<6)
    func noLineIsLostOrDoubledWhileTheLogIsRotated(seed: Int) async throws {
        let fixture = try LogFixture()
        let isOver = Mutex(false)
        let count = 3000
        async let written: Void = {
            var random = SplitMix(state: UInt64(seed))
            defer { isOver.withLock { $0 = true } }
            var rotations = 0
            for number in 0..<count {
                try fixture.append(LogFixture.line("\(number)"))
                // No more files than are kept, so that nothing has to be lost.
                if rotations < 9, Int.random(in: 0..<300, using: &random) == 0 {
                    try fixture.rotate()
                    rotations += 1
                }
                if number % 100 == 0 { await Task.yield() }
            }
        }()
        let stream = fixture.log.following(until: { isOver.withLock { $0 } })
        var seen: [String] = []
        for try await entry in stream { seen.append(entry.text) }
        try await written
        #expect(seen == (0..<count).map(String.init))
    }

    @Test func aFileThatIsCutIsReadAnew() async throws {
        let fixture = try LogFixture()
        try fixture.append(LogFixture.line("a long first line") + LogFixture.line("second"))
        var entries = fixture.log.following().makeAsyncIterator()
        #expect(try await entries.next()?.text == "a long first line")
        #expect(try await entries.next()?.text == "second")
        try FileHandle(forWritingTo: URL(fileURLWithPath: fixture.path)).truncate(atOffset: 0)
        try fixture.append(LogFixture.line("anew"))
        #expect(try await entries.next()?.text == "anew")
    }

    @Test func theTailOfWhatIsThereComesFirstAndThenAllThatFollows() async throws {
        let fixture = try LogFixture()
        for number in 0..<5 { try fixture.append(LogFixture.line("\(number)")) }
        var entries = fixture.log.following(tail: 2).makeAsyncIterator()
        #expect(try await entries.next()?.text == "3")
        for number in 5..<8 { try fixture.append(LogFixture.line("\(number)")) }
        var rest: [String] = []
        for _ in 0..<4 { rest.append(try await entries.next()?.text ?? "") }
        #expect(rest == ["4", "5", "6", "7"])
    }

    @Test func aLogThatBeginsLaterIsFound() async throws {
        let fixture = try LogFixture()
        let stream = fixture.log.following(tail: 5)
        let first = Task {
            var entries = stream.makeAsyncIterator()
            return try await entries.next()?.text
        }
        await Task.yield()
        try fixture.append(LogFixture.line("first"))
        #expect(try await first.value == "first")
    }

    @Test func followingEndsWithItsTask() async throws {
        let fixture = try LogFixture()
        let stream = fixture.log.following()
        let task = Task {
            for try await _ in stream {}
            return true
        }
        task.cancel()
        #expect(try await task.value)
    }

    @Test func theLastWordsWithoutALineBreakAreGivenAtTheEnd() async throws {
        let fixture = try LogFixture()
        try fixture.append(LogFixture.line("whole") + LogFixture.line("goodbye", tag: "P"))
        var texts: [String] = []
        for try await entry in fixture.log.following(until: { true }) { texts.append(entry.text) }
        #expect(texts == ["whole", "goodbye"])
    }
}
