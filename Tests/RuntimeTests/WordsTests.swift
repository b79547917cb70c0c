import Glibc
import Testing

@testable import Runtime

@Suite("What is written in words")
struct WordsTests {
    @Test(
        "names a signal",
        arguments: [
            ("SIGTERM", SIGTERM), ("term", SIGTERM), ("9", SIGKILL), ("SIGUSR1", SIGUSR1), ("RTMIN+3", 37),
            ("SIGRTMAX", 64),
        ])
    func signal(text: String, number: Int32) throws {
        #expect(try Signal(text).number == number)
    }

    @Test("names no signal", arguments: ["", "0", "-1", "65", "SIG", "TERMINATE", "RTMIN+31", "RTMIN-1"])
    func noSignal(text: String) {
        #expect(throws: RuntimeError.invalidSignal(text)) { try Signal(text) }
    }

    @Test(
        "is the reason in what a runtime says",
        arguments: [
            (
                #"time="2024-01-01T00:00:00Z" level=error msg="exec: \"/x\": no such file""# + "\n",
                #"exec: "/x": no such file"#
            ),
            ("2024-01-01T00:00:00.000000Z: executable file `x` not found\n", "executable file `x` not found"),
            ("a warning\nthe reason\n\n", "the reason"),
            ("", "it gave no reason"),
        ])
    func reason(text: String, expected: String) {
        #expect(RuntimeMessage.readable(text) == expected)
    }

    @Test(
        "can't name an instance",
        arguments: ["", ".", "..", "a/b", "-a", "ä", "a b", String(repeating: "a", count: 129)])
    func invalidName(name: String) {
        #expect(throws: RuntimeError.invalidName(name)) { try checkName(name) }
    }

    @Test(
        "detaches when the keys come one after the other, and only then",
        arguments: [
            ([[1, 16, 17, 2]], [1], true),
            ([[16], [17]], [], true),
            ([[16, 16, 17]], [16], true),
            ([[16, 3], [17]], [16, 3, 17], false),
            ([[16]], [], false),
        ] as [([[UInt8]], [UInt8], Bool)])
    func detachKeys(typed: [[UInt8]], passed: [UInt8], detached: Bool) throws {
        var keys = try DetachKeys("ctrl-p,ctrl-q")
        var all: [UInt8] = []
        var left = false
        for bytes in typed {
            let result = keys.filter(bytes)
            all += result.passed
            left = result.detached
        }
        #expect(all == passed)
        #expect(left == detached)
    }

    @Test("names no keys", arguments: ["ctrl-", "ctrl-1", "ab", "a,,b"])
    func noKeys(text: String) {
        #expect(throws: RuntimeError.invalidKeys(text)) { try DetachKeys(text) }
    }
}
