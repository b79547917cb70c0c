import Dispatch
import Foundation
import Glibc

/// A server on a free port of 127.0.0.1 that gives each connection one answer and closes it.
final class TestServer: Sendable {
    let port: UInt16
    private let socket: Int32

    /// - Parameter answers: for each connection in turn, the last one for all that follow; nil closes without a word,
    ///   and an empty one never answers.
    init(_ answers: [String?]) {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = bind(socket, $0, size)
                _ = getsockname(socket, $0, &size)
            }
        }
        listen(socket, 16)
        self.socket = socket
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread { Self.serve(socket, answers) }
    }

    /// Ends the server; connections are refused from then on.
    func stop() {
        shutdown(socket, Int32(SHUT_RDWR))
    }

    private static func serve(_ socket: Int32, _ answers: [String?]) {
        var unanswered: [Int32] = []
        var remaining = answers[...]
        while true {
            let connection = accept(socket, nil, nil)
            guard connection >= 0 else { break }
            let answer = remaining.count > 1 ? remaining.removeFirst() : remaining.first ?? nil
            if answer?.isEmpty == true {
                unanswered.append(connection)
                continue
            }
            var request = [UInt8](repeating: 0, count: 4096)
            if let answer {
                _ = recv(connection, &request, request.count, 0)
                _ = send(connection, answer, answer.utf8.count, Int32(MSG_NOSIGNAL))
            }
            close(connection)
        }
        unanswered.forEach { close($0) }
        close(socket)
    }
}
