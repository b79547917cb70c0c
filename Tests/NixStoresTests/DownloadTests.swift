import Testing

@testable import NixStores

@Suite("The course of a download")
struct DownloadTests {
    private let policy = RetryPolicy(attempts: 3, firstPause: .seconds(1), longestPause: .seconds(3))

    @Test("pauses grow up to the longest, and end")
    func pauses() {
        #expect(
            (1...4).map {
                RetryPolicy(attempts: 4, firstPause: .seconds(1), longestPause: .seconds(3))
                    .pause(after: $0)
            } == [.seconds(1), .seconds(2), .seconds(3), nil])
    }

    @Test("a file that is there whole is only checked")
    func kept() {
        #expect(Download(kept: 10, expected: 10, policy: policy).begin() == .check)
        #expect(Download(kept: 4, expected: 10, policy: policy).begin() == .ask(from: 4, after: .zero))
        // What is longer is of something else.
        #expect(Download(kept: 11, expected: 10, policy: policy).begin() == .ask(from: 0, after: .zero))
    }

    @Test("a cut file is continued, and after enough attempts given up")
    func cut() {
        var download = Download(expected: 10, policy: policy)
        download.starts(at: 0)
        download.receive(4)
        #expect(download.next(after: .ended) == .ask(from: 4, after: .seconds(1)))
        download.starts(at: 4)
        download.receive(2)
        #expect(download.next(after: .failed(.tooSlow)) == .ask(from: 6, after: .seconds(2)))
        #expect(download.next(after: .failed(.tooSlow)) == .giveUp(.tooSlow))
        #expect(download.isPatched)
    }

    @Test("what asking again can't mend is given up at once")
    func permanent() {
        for problem in [TransferError.Problem.notThere, .redirect, .tooLong(limit: 1), .status(400)] {
            var download = Download(expected: nil, policy: policy)
            #expect(download.next(after: .failed(problem)) == .giveUp(problem))
        }
        var download = Download(expected: nil, policy: policy)
        #expect(download.next(after: .failed(.status(503))) == .ask(from: 0, after: .seconds(1)))
    }

    @Test("only a file that came in pieces is fetched anew when it is wrong, and once")
    func mismatch() {
        var download = Download(kept: 4, expected: 10, policy: policy)
        download.starts(at: 4)
        download.receive(6)
        #expect(download.next(after: .ended) == .check)
        #expect(download.nextAfterMismatch() == .ask(from: 0, after: .zero))
        download.starts(at: 0)
        download.receive(10)
        #expect(download.next(after: .ended) == .check)
        #expect(download.nextAfterMismatch() == nil)
    }

    @Test("a server that can't continue is asked from the beginning")
    func badRange() {
        var download = Download(kept: 4, expected: nil, policy: policy)
        #expect(download.next(after: .badRange) == .ask(from: 0, after: .seconds(1)))
    }

    @Test(
        "a range is read from the answer's head",
        arguments: [
            ("Content-Range: bytes 4-9/10\r\n", 4, 10), ("content-range:bytes 0-0/*", 0, nil),
        ] as [(String, UInt64, UInt64?)])
    func range(_ line: String, _ first: UInt64, _ size: UInt64?) {
        #expect(ContentRange(headerLine: line)?.first == first)
        #expect(ContentRange(headerLine: line)?.size == size)
    }

    @Test(
        "and nothing from another line",
        arguments: ["Content-Length: 4", "Content-Range: bytes */10", "Content-Range: lines 1-2/3", ""])
    func noRange(_ line: String) {
        #expect(ContentRange(headerLine: line) == nil)
    }

    @Test(
        "addresses",
        arguments: [
            ("file:///a/b/", "file:///a/b"), ("/a b", "file:///a b"), ("https://h/x/", "https://h/x"),
            ("http://h:1", "http://h:1"),
        ])
    func addresses(_ text: String, _ expected: String) {
        #expect(CacheAddress(text)?.description == expected)
    }

    @Test("no addresses", arguments: ["", "s3://x", "file://host/a", "http://", "https://h/?a=b", "a/b"])
    func noAddresses(_ text: String) {
        #expect(CacheAddress(text) == nil)
    }
}
