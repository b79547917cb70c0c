import Foundation
import Glibc
import Synchronization

/// A server of a folder's files that answers as badly as a test wants. Each connection has one question.
public final class CacheServer: Sendable {
    public enum Answer: Sendable {
        /// The file as it is, from where it was asked for.
        case file
        /// The file from its beginning, whatever was asked for.
        case whole
        case status(Int)
        case redirect(String)
        /// The head says the file's length; so many bytes come.
        case cut(Int)
        /// Nothing says how long it is; so many bytes come.
        case cutUnsaid(Int)
        /// Other bytes, as many as the file has.
        case wrong
        /// The head and so many bytes from where it was asked for, and then nothing.
        case stalled(after: Int)
        /// So many bytes from where it was asked for, and the rest once that is wanted.
        case held(after: Int, until: @Sendable () -> Bool)
        /// Zeros without end.
        case endless
    }

    /// What was asked for.
    public struct Question: Sendable {
        public var path: String
        /// How often it was asked for before.
        public var earlier: Int
        /// From where on the rest is wanted; nil for the whole.
        public var offset: Int?

        /// Whether it is for an archive, rather than for what the cache says of one.
        public var isForArchive: Bool { path.hasPrefix("/nar/") }
    }

    private let listener: Int32
    private let folder: String
    private let answer: @Sendable (Question) -> Answer
    private let asked = Mutex<[Question]>([])
    let port: UInt16

    public var url: String { "http://127.0.0.1:\(port)" }
    public var questions: [Question] { asked.withLock { $0 } }

    /// Serves a folder while a body runs.
    public static func with<Result>(
        _ folder: String, _ answer: @escaping @Sendable (Question) -> Answer = { _ in .file },
        _ body: (CacheServer) async throws -> Result
    ) async throws -> Result {
        let server = try CacheServer(folder, answer)
        defer { shutdown(server.listener, Int32(SHUT_RDWR)) }
        return try await body(server)
    }

    private init(_ folder: String, _ answer: @escaping @Sendable (Question) -> Answer) throws {
        self.folder = folder
        self.answer = answer
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let listener = listener
        let isBound = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                bind(listener, address, length) == 0 && listen(listener, 64) == 0
                    && getsockname(listener, address, &length) == 0
            }
        }
        guard isBound else { throw POSIXError(.EADDRINUSE) }
        port = UInt16(bigEndian: address.sin_port)
        Thread.detachNewThread { [self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else { break }
                Thread.detachNewThread { [self] in
                    serve(connection)
                    close(connection)
                }
            }
            close(listener)
        }
    }

    private func serve(_ connection: Int32) {
        var head = ""
        var buffer = [UInt8](repeating: 0, count: 4096)
        while !head.contains("\r\n\r\n") {
            let count = recv(connection, &buffer, buffer.count, 0)
            guard count > 0 else { return }
            head += String(decoding: buffer[..<count], as: UTF8.self)
        }
        let path = String(head.split(separator: " ")[1])
        let range = head.split(separator: "\r\n").first { $0.lowercased().hasPrefix("range: bytes=") }
        let offset = range.flatMap { Int($0.dropFirst("range: bytes=".count).dropLast()) }
        let question = asked.withLock { asked in
            let question = Question(path: path, earlier: asked.count { $0.path == path }, offset: offset)
            asked.append(question)
            return question
        }
        reply(answer(question), to: question, connection)
    }

    private func reply(_ answer: Answer, to question: Question, _ connection: Int32) {
        let file = (try? Data(contentsOf: URL(fileURLWithPath: folder + question.path))).map { Array($0) }
        func say(_ status: Int, _ fields: [String] = [], _ body: [UInt8] = []) {
            let lines = ["HTTP/1.1 \(status) Said"] + fields + ["Connection: close"]
            _ = send(connection, Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body)
        }
        guard let file else { return say(404, ["Content-Length: 0"]) }
        let all = "Content-Length: \(file.count)"
        /// The rest that is wanted, or only so many bytes of it.
        func sayRest(_ count: Int = .max) {
            guard let offset = question.offset else { return say(200, [all], Array(file.prefix(count))) }
            guard offset < file.count else {
                return say(416, ["Content-Range: bytes */\(file.count)", "Content-Length: 0"])
            }
            let fields = [
                "Content-Range: bytes \(offset)-\(file.count - 1)/\(file.count)",
                "Content-Length: \(file.count - offset)",
            ]
            say(206, fields, Array(file[offset...].prefix(count)))
        }
        switch answer {
        case .file: sayRest()
        case .whole: say(200, [all], file)
        case .status(let status): say(status, ["Content-Length: 5"], Array("sorry".utf8))
        case .redirect(let place): say(302, ["Location: \(place)", "Content-Length: 0"])
        case .cut(let count): say(200, [all], Array(file.prefix(count)))
        case .cutUnsaid(let count): say(200, [], Array(file.prefix(count)))
        case .wrong: say(200, [all], file.map { $0 ^ 0x55 })
        case .stalled(let count):
            sayRest(count)
            // Until the other side gives up.
            var byte: UInt8 = 0
            _ = recv(connection, &byte, 1, 0)
        case .held(let count, let isOver):
            sayRest(count)
            while !isOver() { usleep(1000) }
            _ = send(connection, Array(file.dropFirst((question.offset ?? 0) + count)))
        case .endless:
            say(200)
            let zeros = [UInt8](repeating: 0, count: 65536)
            while send(connection, zeros) {}
        }
    }

    private func send(_ connection: Int32, _ bytes: [UInt8]) -> Bool {
        var done = 0
        while done < bytes.count {
            let count = bytes[done...].withUnsafeBytes {
                Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            done += count
        }
        return true
    }
}
