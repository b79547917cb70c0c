import FlyingFox
import FlyingSocks
import Foundation
import Glibc
import Nix
public import NixStores
import OCI

/// Hands a host's layers and store paths to hosts that lack them, by HTTP, for reading only.
///
/// Nothing that it says needs to be believed: who asks for a digest compares what comes with it.
public struct ContentServer: Sendable {
    /// The port where none is given.
    public static let defaultPort: UInt16 = 4711
    /// How much of a file is read at once, in bytes.
    static let pieceSize = 1 << 18

    private let blobs: String
    private let stores: [LocalStore]

    /// - Parameters:
    ///   - blobs: the folder of blobs, as `sha256/HEX`.
    ///   - stores: stores of which all that is known may be handed on; the first that has a path is asked.
    public init(blobs: String, stores: [LocalStore]) {
        self.blobs = blobs
        self.stores = stores
    }

    /// Serves until the task is cancelled.
    ///
    /// - Parameters:
    ///   - address: the IPv4 address to listen at.
    ///   - port: the port; with 0 any that is free.
    ///   - ready: gets to know the port, once requests are answered.
    /// - Throws: ``ContentServerError`` if nobody can listen there; `CancellationError`.
    public func run(
        at address: String, port: UInt16 = ContentServer.defaultPort,
        ready: @escaping @Sendable (UInt16) -> Void = { _ in }
    ) async throws {
        guard let socket = try? sockaddr_in.inet(ip4: address, port: port) else {
            throw ContentServerError.noAddress(address)
        }
        let server = HTTPServer(
            address: socket, logger: DisabledLogger.disabled,
            handler: ClosureHTTPHandler { request in await answer(request) })
        do {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await server.run() }
                group.addTask {
                    // The server's own wait goes on for seconds after listening has failed.
                    while true {
                        if case .ip4(_, let port) = await server.listeningAddress { return ready(port) }
                        try await Task.sleep(for: .milliseconds(5))
                    }
                }
                // Ends with the first that fails, which waitForAll doesn't.
                for try await _ in group {}
            }
        } catch {
            try Task.checkCancellation()
            throw ContentServerError.cannotListen(address, port: port, reason: "\(error)")
        }
    }

    private func answer(_ request: HTTPRequest) async -> HTTPResponse {
        guard request.method == .GET else { return HTTPResponse(statusCode: .methodNotAllowed) }
        guard let wanted = ContentRequest(path: request.path) else { return HTTPResponse(statusCode: .notFound) }
        do {
            guard let response = try await answer(wanted, request.headers[.range].flatMap(ByteRange.init(header:)))
            else { return HTTPResponse(statusCode: .notFound) }
            return response
        } catch {
            return HTTPResponse(statusCode: .internalServerError)
        }
    }

    /// The answer; nil if that isn't here.
    private func answer(_ wanted: ContentRequest, _ range: ByteRange?) async throws -> HTTPResponse? {
        switch wanted {
        case .cacheInfo:
            return HTTPResponse(statusCode: .ok, body: Data(BinaryCacheInfo(wantsMassQuery: true).text.utf8))
        case .pathInfo(let digest):
            guard let found = try find(digest), let location = CacheLocation("nar/\(digest).nar") else { return nil }
            let info = NARInfo(
                path: found.info, location: location, compression: .none, fileHash: nil, fileSize: nil)
            return HTTPResponse(statusCode: .ok, body: Data(info.text(store: found.store.directory).utf8))
        case .archive(let digest):
            guard let found = try find(digest), let size = Int(exactly: found.info.narSize) else { return nil }
            let body = ArchiveBody(stream: found.store.archiveStream(of: found.info.path), size: size)
            return HTTPResponse(
                statusCode: .ok, body: HTTPBodySequence(from: body, count: size, suggestedBufferSize: Self.pieceSize))
        case .blob(let digest):
            return try file("\(blobs)/\(digest.algorithm.rawValue)/\(digest.hex)", range)
        }
    }

    private func find(_ digest: StorePathDigest) throws -> (store: LocalStore, info: StorePathInfo)? {
        for store in stores {
            if let info = try store.info(of: digest) { return (store, info) }
        }
        return nil
    }

    private func file(_ path: String, _ range: ByteRange?) throws -> HTTPResponse? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        let size = Int(status.st_size)
        let url = URL(fileURLWithPath: path)
        guard let range else {
            return HTTPResponse(
                statusCode: .ok, headers: [.acceptRanges: "bytes"] as HTTPHeaders,
                body: try HTTPBodySequence(file: url, suggestedBufferSize: Self.pieceSize))
        }
        guard let part = range.within(size) else {
            return HTTPResponse(
                statusCode: .rangeNotSatisfiable, headers: [.contentRange: "bytes */\(size)"] as HTTPHeaders)
        }
        let headers: HTTPHeaders = [
            .acceptRanges: "bytes", .contentRange: "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(size)",
        ]
        return HTTPResponse(
            statusCode: .partialContent, headers: headers,
            body: try HTTPBodySequence(file: url, range: part, suggestedBufferSize: Self.pieceSize))
    }
}

/// Why a host's content can't be handed on.
public enum ContentServerError: Error, Hashable, Sendable {
    case noAddress(String)
    case cannotListen(String, port: UInt16, reason: String)
}

extension ContentServerError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noAddress(let text): "'\(text)' is no IPv4 address"
        case .cannotListen(let address, let port, let reason): "can't listen at \(address):\(port): \(reason)"
        }
    }
}
