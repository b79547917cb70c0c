import Synchronization
import Testing

@testable import Overwatch

@Suite struct ProbeTests {
    private static let fine = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"

    @Test(
        arguments: [
            ("HTTP/1.1 200 OK\r\n\r\n", nil), ("HTTP/1.0 302 Found\r\n\r\n", nil), ("HTTP/1.1 204\r\n\r\n", nil),
            ("HTTP/1.1 503 Busy\r\n\r\n", "HTTP 503"), ("HTTP/1.1 404 Not Found\r\n\r\n", "HTTP 404"),
            ("SSH-2.0-server\r\n", "the answer isn't HTTP"),
            (String(repeating: "x", count: 5000), "the answer isn't HTTP"),
            (nil, "the answer isn't HTTP"), ("", "no answer within 0.2 s"),
        ] as [(String?, String?)])
    func httpTellsByItsStatus(answer: String?, reason: String?) async {
        let server = TestServer([answer])
        defer { server.stop() }
        let probe = Probe(.http(port: server.port, path: "/"), timeout: answer == "" ? 0.2 : 30)
        let outcome = await probe.attempt(address: "127.0.0.1")
        // A server that closes with bytes unread resets the connection.
        let reset = ProbeOutcome.failure(reason: "connection reset by peer")
        #expect(outcome == reason.map { .failure(reason: $0) } ?? .success || answer == nil && outcome == reset)
    }

    @Test func tcpIsContentWithAConnection() async {
        let server = TestServer([nil])
        defer { server.stop() }
        #expect(await Probe(.tcp(port: server.port), timeout: 30).attempt(address: "127.0.0.1") == .success)
    }

    @Test func aPortThatNobodyListensOnIsRefused() async {
        let server = TestServer([nil])
        server.stop()
        var outcome = ProbeOutcome.success
        // The kernel may let a last connection in while the server ends.
        while outcome == .success {
            outcome = await Probe(.tcp(port: server.port), timeout: 30).attempt(address: "127.0.0.1")
        }
        #expect(outcome == .failure(reason: "connection refused"))
    }

    @Test func aCommandTellsByItsStatus() async {
        let probe = Probe(.exec(command: ["check", "it"]), timeout: 30)
        #expect(await probe.attempt(address: "") { $0 == ["check", "it"] ? 0 : 9 } == .success)
        #expect(
            await probe.attempt(address: "") { _ in 4 } == .failure(reason: "the command ended with 4"))
        let slow = await Probe(.exec(command: []), timeout: 0.05).attempt(address: "") { _ in
            try await Task.sleep(for: .seconds(1000))
            return 0
        }
        #expect(slow == .failure(reason: "no answer within 0.05 s"))
    }

    @Test func waitingEndsWithTheAnswerAndTellsOfEachFailure() async throws {
        let busy = "HTTP/1.1 503 Busy\r\n\r\n"
        let server = TestServer([busy, busy, Self.fine])
        defer { server.stop() }
        let reasons = Mutex<[String]>([])
        try await Probe(.http(port: server.port, path: "/"), interval: 0.01, timeout: 30)
            .waitUntilReady(
                address: "127.0.0.1", onFailure: { reason in reasons.withLock { $0.append(reason) } })
        #expect(reasons.withLock { $0 } == ["HTTP 503", "HTTP 503"])
    }

    @Test func enoughAnswersInARowAreNeeded() async throws {
        let server = TestServer([Self.fine, "HTTP/1.1 500 Oh\r\n\r\n", Self.fine, Self.fine, "HTTP/1.1 500 Oh\r\n\r\n"])
        defer { server.stop() }
        let failures = Mutex(0)
        try await Probe(.http(port: server.port, path: "/"), interval: 0.01, timeout: 30, successThreshold: 2)
            .waitUntilReady(address: "127.0.0.1", onFailure: { _ in failures.withLock { $0 += 1 } })
        #expect(failures.withLock { $0 } == 1)
    }

    @Test func whoeverIsNotReadyInTimeIsSaidWhy() async {
        let server = TestServer(["HTTP/1.1 503 Busy\r\n\r\n"])
        defer { server.stop() }
        let error = await #expect(throws: NotReady.self) {
            try await Probe(.http(port: server.port, path: "/"), interval: 0.05, timeout: 30)
                .waitUntilReady(address: "127.0.0.1", deadline: .milliseconds(300))
        }
        #expect(error?.reason == "HTTP 503")
        #expect(error?.description.hasSuffix("HTTP 503") == true)
    }

    @Test func waitingEndsWithItsTask() async {
        let task = Task { try await Probe(.exec(command: [])).waitUntilReady(address: "") { _ in 1 } }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
