import CCurl
import Foundation
import Synchronization

/// Asks servers by libcurl. Connections are kept and used again; any number of threads may ask at once.
final class HTTPClient: Sendable {
    /// What is asked for.
    struct Request {
        var url: String
        var offset: UInt64 = 0
        /// How long all may take, in seconds; nil is without end.
        var total: Int?
    }

    /// The head of an answer.
    struct Head {
        var status: Int
        var range: ContentRange?
    }

    private let timeouts: TransferTimeouts
    /// The file of the authorities that the user trusts, as Nix is told of them too; nil for the system's.
    private let authorities = ["NIX_SSL_CERT_FILE", "SSL_CERT_FILE"].lazy
        .compactMap { ProcessInfo.processInfo.environment[$0] }.first { !$0.isEmpty }
    /// Where connections are that nobody uses now.
    private let idle = Mutex<[UInt]>([])

    init(timeouts: TransferTimeouts) {
        self.timeouts = timeouts
    }

    deinit {
        for address in idle.withLock({ $0 }) { ccurl_close(UnsafeMutableRawPointer(bitPattern: address)) }
    }

    /// Asks, and hands on the answer's bytes, if it is one of success, as they come. Blocks until it is over.
    ///
    /// - Returns: the answer's head.
    /// - Throws: ``TransferError``, `CancellationError`, and what `receive` throws.
    func perform(
        _ request: Request, until sign: StopSign, receive: (Head, UnsafeRawBufferPointer) throws -> Void
    ) throws -> Head {
        if let reason = ccurl_load() {
            throw TransferError(url: request.url, problem: .noLibrary(String(cString: reason)))
        }
        let connection = idle.withLock { $0.popLast() }.flatMap { UnsafeMutableRawPointer(bitPattern: $0) }
        guard let connection = connection ?? ccurl_open() else {
            throw TransferError(url: request.url, problem: .noLibrary("there is no memory left"))
        }
        defer { idle.withLock { $0.append(UInt(bitPattern: connection)) } }
        let isSecure = request.url.lowercased().hasPrefix("https:")
        return try withoutActuallyEscaping(receive) { receive in
            let exchange = Exchange(sign: sign, receive: receive)
            let response = request.url.withCString { url in
                (isSecure ? "https" : "http,https").withCString { protocols in
                    Self.withCString(authorities) { authorities in
                        var question = ccurl_request(
                            url: url, redirect_protocols: protocols, authorities: authorities, offset: request.offset,
                            connect_seconds: timeouts.connect, stall_seconds: timeouts.stall,
                            stall_bytes_per_second: timeouts.leastRate, total_seconds: request.total ?? 0,
                            context: Unmanaged.passUnretained(exchange).toOpaque(), receive: takeBytes,
                            receive_header: takeHeader, is_stopped: isStopped)
                        var response = ccurl_response()
                        ccurl_perform(connection, &question, &response)
                        return response
                    }
                }
            }
            if let failure = exchange.failure { throw failure }
            try sign.check()
            exchange.head.status = response.status
            if let problem = problem(response, exchange) { throw TransferError(url: request.url, problem: problem) }
            return exchange.head
        }
    }

    private static func withCString<Result>(_ text: String?, _ body: (UnsafePointer<CChar>?) -> Result) -> Result {
        text.map { $0.withCString(body) } ?? body(nil)
    }

    private func problem(_ response: ccurl_response, _ exchange: Exchange) -> TransferError.Problem? {
        var response = response
        let message = withUnsafeBytes(of: &response.message) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        switch response.end {
        case CCURL_DONE: break
        // The body of an answer that isn't one of success is of no use, and needn't come.
        case CCURL_STOPPED where !exchange.isSuccess && response.status >= 400: break
        case CCURL_UNSUPPORTED_PROTOCOL: return .redirect
        case CCURL_TOO_MANY_REDIRECTS: return .tooManyRedirects
        case CCURL_UNKNOWN_HOST: return .unknownHost
        case CCURL_NOT_CONNECTED: return .notConnected(message)
        case CCURL_TIMED_OUT: return .tooSlow
        case CCURL_CUT: return .cut(received: exchange.received, expected: nil)
        case CCURL_UNTRUSTED_SERVER: return .untrustedServer(message)
        default: return .failed(message)
        }
        switch response.status {
        case 200, 206, 416: return nil
        case 404, 410: return .notThere
        case 401, 403: return .notAllowed(status: response.status)
        case let status: return .status(status)
        }
    }
}

/// What happens while a request is under way; used by the thread that asks alone.
private final class Exchange {
    let sign: StopSign
    let receive: (HTTPClient.Head, UnsafeRawBufferPointer) throws -> Void
    var head = HTTPClient.Head(status: 0)
    var failure: (any Error)?
    var received: UInt64 = 0

    init(sign: StopSign, receive: @escaping (HTTPClient.Head, UnsafeRawBufferPointer) throws -> Void) {
        self.sign = sign
        self.receive = receive
    }

    var isSuccess: Bool { head.status == 200 || head.status == 206 }

    func take(_ bytes: UnsafeRawBufferPointer, status: Int) -> Bool {
        head.status = status
        guard isSuccess, !sign.isStopped else { return false }
        received += UInt64(bytes.count)
        do {
            try receive(head, bytes)
            return true
        } catch {
            failure = error
            return false
        }
    }

    func takeHeader(_ line: String) {
        // Each answer of a chain of redirects has a head of its own.
        if line.hasPrefix("HTTP/") { head.range = nil }
        if let range = ContentRange(headerLine: line) { head.range = range }
    }
}

private func exchange(_ context: UnsafeMutableRawPointer?) -> Exchange? {
    context.map { Unmanaged<Exchange>.fromOpaque($0).takeUnretainedValue() }
}

private func takeBytes(
    _ context: UnsafeMutableRawPointer?, _ status: Int, _ bytes: UnsafeRawPointer?, _ count: Int
) -> Bool {
    exchange(context)?.take(UnsafeRawBufferPointer(start: bytes, count: count), status: status) ?? false
}

private func takeHeader(_ context: UnsafeMutableRawPointer?, _ line: UnsafePointer<CChar>?, _ count: Int) {
    let bytes = UnsafeRawBufferPointer(start: line, count: count)
    exchange(context)?.takeHeader(String(decoding: bytes, as: UTF8.self))
}

private func isStopped(_ context: UnsafeMutableRawPointer?) -> Bool { exchange(context)?.sign.isStopped ?? true }
