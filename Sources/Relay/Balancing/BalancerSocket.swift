import Dispatch
import Glibc

/// Speaks to a running HAProxy on the socket that it takes commands on.
struct BalancerSocket: Sendable {
    let path: String

    /// The most that is read of an answer, in bytes.
    private static let answerLimit = 4 << 20
    /// The longest wait for HAProxy, in seconds.
    private static let patience = 10

    /// Sends one command and returns the answer without the empty line at its end.
    ///
    /// - Throws: ``BalancerError/system(action:reason:)`` if nobody listens, or no answer comes.
    func ask(_ command: String) async throws(BalancerError) -> String {
        let answer: Result<String, BalancerError> = await withCheckedContinuation { continuation in
            DispatchQueue.global().async {
                do throws(BalancerError) {
                    continuation.resume(returning: .success(try askBlocking(command)))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        return try answer.get()
    }

    private func askBlocking(_ command: String) throws(BalancerError) -> String {
        let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { throw failure(command) }
        defer { close(socket) }
        var limit = timeval(tv_sec: Self.patience, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(socket, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
        guard let address = SocketPath(path) else { throw failure(command, code: ENAMETOOLONG) }
        guard address.connect(socket) else { throw failure(command) }
        let bytes = Array("\(command)\n".utf8)
        guard send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            throw failure(command)
        }
        // HAProxy closes the connection after its answer.
        var answer: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        while answer.count < Self.answerLimit {
            let count = recv(socket, &buffer, buffer.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failure(command) }
            if count == 0 { break }
            answer += buffer[..<count]
        }
        while answer.last == 10 { answer.removeLast() }
        return String(decoding: answer, as: UTF8.self)
    }

    private func failure(_ command: String, code: Int32 = errno) -> BalancerError {
        .system(action: "ask haproxy '\(command)' on \(path)", reason: String(cString: strerror(code)))
    }
}

extension BalancerSocket {
    /// Carries a command out.
    ///
    /// What is removed may still have requests: it is asked again until the last has ended, or the wait is over.
    ///
    /// - Throws: ``BalancerError/command(text:answer:)`` with HAProxy's own words.
    func perform(_ command: BalancerCommand, patience: Duration = .seconds(30)) async throws(BalancerError) {
        let end = ContinuousClock.now + patience
        while true {
            let answer = try await ask(command.text)
            if Self.isConsent(answer) { return }
            if case .remove = command {
                // It isn't there: it was never added, or a new process hasn't got it any more.
                if answer.contains("No such server") { return }
                if answer.contains("connections attached"), ContinuousClock.now < end {
                    do { try await Task.sleep(for: .milliseconds(50)) } catch {
                        throw .system(action: "wait for the last request", reason: "cancelled")
                    }
                    continue
                }
            }
            throw .command(text: command.text, answer: answer)
        }
    }

    /// Whether an answer says that it was done: HAProxy's command line has no status.
    static func isConsent(_ answer: String) -> Bool {
        answer.isEmpty
            || ["New server registered", "Server deleted", "IP changed", "port changed", "no need to change"].contains {
                answer.contains($0)
            }
    }
}
