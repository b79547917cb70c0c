import NIOHTTP1
import NixStores

/// What is said to a request, before anything of it is sent.
struct ContentAnswer: Sendable {
    enum Body: Sendable {
        case none
        case text(String)
        case file(path: String, Range<Int>)
        /// A store path's archive, and its length in bytes as it is known.
        case archive(ArchiveStream, size: Int)

        /// The length in bytes that is promised.
        var size: Int {
            switch self {
            case .none: 0
            case .text(let text): text.utf8.count
            case .file(_, let range): range.count
            case .archive(_, let size): size
            }
        }
    }

    var status: HTTPResponseStatus
    var headers: HTTPHeaders = [:]
    var body: Body = .none

    static let notFound = ContentAnswer(status: .notFound)
    static let notAllowed = ContentAnswer(status: .methodNotAllowed, headers: ["allow": "GET"])
    static let failed = ContentAnswer(status: .internalServerError)

    static func text(_ text: String) -> ContentAnswer { ContentAnswer(status: .ok, body: .text(text)) }

    /// A file of so many bytes, or the part of it that is asked for (RFC 9110, section 14).
    static func file(_ path: String, size: Int, part: ByteRange?) -> ContentAnswer {
        guard let part else {
            return ContentAnswer(status: .ok, headers: ["accept-ranges": "bytes"], body: .file(path: path, 0..<size))
        }
        guard let range = part.within(size) else {
            return ContentAnswer(status: .rangeNotSatisfiable, headers: ["content-range": "bytes */\(size)"])
        }
        let given = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)"
        return ContentAnswer(
            status: .partialContent, headers: ["accept-ranges": "bytes", "content-range": given],
            body: .file(path: path, range))
    }

    var head: HTTPResponseHead {
        var headers = headers
        headers.add(name: "content-length", value: String(body.size))
        return HTTPResponseHead(version: .http1_1, status: status, headers: headers)
    }
}
