/// A file that couldn't be had from a server.
public struct TransferError: Error, Hashable, Sendable {
    /// What went wrong.
    public enum Problem: Hashable, Sendable {
        /// The server has no such file.
        case notThere
        /// The server says that one may not have it (401, 403).
        case notAllowed(status: Int)
        /// Another status than those of success.
        case status(Int)
        /// It leads to another protocol, such as `file`.
        case redirect
        case tooManyRedirects
        case unknownHost
        case notConnected(String)
        /// Too little came in the time that there is.
        case tooSlow
        /// The answer ended before its end.
        case cut(received: UInt64, expected: UInt64?)
        /// More came than there can be.
        case tooLong(limit: UInt64)
        /// The server's certificate isn't trusted.
        case untrustedServer(String)
        /// What can't be loaded that is needed for downloading.
        case noLibrary(String)
        case failed(String)
    }

    /// What was asked for.
    public let url: String
    /// What went wrong, the last time.
    public let problem: Problem
    /// How often it was asked for.
    public var attempts = 1

    init(url: String, problem: Problem, attempts: Int = 1) {
        self.url = url
        self.problem = problem
        self.attempts = attempts
    }
}

extension TransferError.Problem {
    /// Whether asking again may help.
    var isTransient: Bool {
        switch self {
        case .unknownHost, .notConnected, .tooSlow, .cut, .failed: true
        case .status(let status): status >= 500 || status == 408 || status == 429
        default: false
        }
    }
}

extension TransferError: CustomStringConvertible {
    public var description: String {
        let often = attempts > 1 ? " (asked \(attempts) times)" : ""
        return "\(url): \(reason)\(often)\(advice)"
    }

    private var reason: String {
        switch problem {
        case .notThere: "the server has no such file"
        case .notAllowed(let status): "the server doesn't give it out (status \(status))"
        case .status(let status): "the server answered with status \(status)"
        case .redirect: "the server sends elsewhere, to what isn't reached by HTTP as the server is"
        case .tooManyRedirects: "the server sends elsewhere again and again"
        case .unknownHost: "there is no host of that name"
        case .notConnected(let reason), .failed(let reason), .untrustedServer(let reason): reason
        case .tooSlow: "the server is too slow"
        case .cut(let received, let expected):
            "the answer was cut after \(received) bytes" + (expected.map { " of \($0)" } ?? "")
        case .tooLong(let limit): "the server sends more than \(limit) bytes, which is all that there can be"
        case .noLibrary(let reason): "libcurl can't be loaded (\(reason))"
        }
    }

    private var advice: String {
        switch problem {
        case .notThere, .tooLong, .redirect, .tooManyRedirects: ""
        case .notAllowed: "; ask whoever runs the cache"
        case .unknownHost, .notConnected: "; check the URL and the network, and try again"
        case .status, .tooSlow, .cut, .failed: "; try again, what has come is kept"
        case .untrustedServer:
            "; install ca-certificates, or name the file of the server's own authority in NIX_SSL_CERT_FILE"
        case .noLibrary: "; install libcurl4"
        }
    }
}
