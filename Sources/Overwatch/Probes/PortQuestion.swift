import Dispatch
import Glibc

/// One connection to an instance's port: whether it is accepted, and what it answers to a GET.
///
/// Written on sockets, as all that is wanted of HTTP is the first line of an answer: URLSession would add libcurl and
/// its start-up to every run of the program.
struct PortQuestion: Sendable {
    var address: String
    var port: UInt16
    /// For connection and answer together, in seconds.
    var timeout: Double
    /// The path to GET; nil to only connect.
    var request: String?

    /// The most that is read of an answer's first line, in bytes.
    private static let lineLimit = 1024

    /// Asks, on a thread that may block.
    func ask() async -> ProbeOutcome {
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: askBlocking()) }
        }
    }

    private func askBlocking() -> ProbeOutcome {
        let end = Self.now() + timeout
        let socket = Glibc.socket(
            AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue), 0)
        guard socket >= 0 else { return failure(errno) }
        defer { close(socket) }
        if let problem = connect(socket, until: end) { return problem }
        guard let request else { return .success }
        let text =
            "GET \(request) HTTP/1.1\r\nHost: \(address):\(port)\r\nUser-Agent: emergence\r\n"
            + "Accept: */*\r\nConnection: close\r\n\r\n"
        let bytes = Array(text.utf8)
        guard send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            return failure(errno)
        }
        return answer(socket, until: end)
    }

    /// Connects; nil if that worked.
    private func connect(_ socket: Int32, until end: Double) -> ProbeOutcome? {
        var target = sockaddr_in()
        target.sin_family = sa_family_t(AF_INET)
        target.sin_port = port.bigEndian
        guard inet_pton(AF_INET, address, &target.sin_addr) == 1 else {
            return .failure(reason: "`\(address)` is no IPv4 address")
        }
        let result = withUnsafePointer(to: &target) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        if result == 0 { return nil }
        guard errno == EINPROGRESS else { return failure(errno) }
        guard wait(socket, for: POLLOUT, until: end) else { return late("no connection") }
        var code: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(socket, SOL_SOCKET, SO_ERROR, &code, &size)
        return code == 0 ? nil : failure(code)
    }

    private func answer(_ socket: Int32, until end: Double) -> ProbeOutcome {
        var line: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: Self.lineLimit)
        while line.count < Self.lineLimit, !line.contains(10) {
            guard wait(socket, for: POLLIN, until: end) else { return late("no answer") }
            let count = recv(socket, &buffer, buffer.count, 0)
            guard count >= 0 else { return failure(errno) }
            if count == 0 { break }
            line += buffer[..<count]
        }
        guard let status = Self.status(line) else { return .failure(reason: "the answer isn't HTTP") }
        return (200..<400).contains(status) ? .success : .failure(reason: "HTTP \(status)")
    }

    /// The status of an answer's first line, `HTTP/1.1 200 OK` (RFC 9112, section 4).
    static func status(_ bytes: [UInt8]) -> Int? {
        let words = bytes.prefix { $0 != 10 && $0 != 13 }.split(separator: 32, maxSplits: 2)
        guard words.count >= 2, words[0].starts(with: Array("HTTP/".utf8)), words[1].count == 3 else { return nil }
        return Int(String(decoding: words[1], as: UTF8.self))
    }

    private func wait(_ socket: Int32, for events: Int32, until end: Double) -> Bool {
        var descriptor = pollfd(fd: socket, events: Int16(events), revents: 0)
        while true {
            let left = end - Self.now()
            guard left > 0 else { return false }
            let count = poll(&descriptor, 1, Int32(min(left * 1000, 1e6)) + 1)
            if count > 0 { return true }
            if count < 0, errno != EINTR { return false }
        }
    }

    private func late(_ what: String) -> ProbeOutcome { .failure(reason: "\(what) within \(timeout) s") }

    private func failure(_ code: Int32) -> ProbeOutcome {
        .failure(reason: String(cString: strerror(code)).lowercased())
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
