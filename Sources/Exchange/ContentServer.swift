import Glibc
import NIOCore
import NIOHTTP1
import Nix
public import NixStores
import OCI

/// Hands a host's layers and store paths to hosts that lack them, by HTTP, for reading only.
///
/// Nothing that it says needs to be believed: who asks for a digest compares what comes with it.
public struct ContentServer: Sendable {
    /// The port where none is given.
    public static let defaultPort: UInt16 = 4711
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
        guard let socket = try? SocketAddress(ipAddress: address, port: Int(port)), socket.protocol == .inet else {
            throw ContentServerError.noAddress(address)
        }
        let listener: NIOAsyncChannel<ContentConnection, Never>
        do {
            listener = try await ContentConnection.listen(at: socket)
        } catch {
            try Task.checkCancellation()
            throw ContentServerError.cannotListen(address, port: port, reason: "\(error)")
        }
        ready(UInt16(listener.channel.localAddress?.port ?? Int(port)))
        try await listener.executeThenClose { connections in
            try await withThrowingDiscardingTaskGroup { group in
                for try await connection in connections {
                    group.addTask { await connection.serve(answer) }
                }
            }
        }
        try Task.checkCancellation()
    }

    private func answer(_ request: HTTPRequestHead) async -> ContentAnswer {
        guard request.method == .GET else { return .notAllowed }
        guard let wanted = ContentRequest(path: request.uri) else { return .notFound }
        do {
            return try answer(wanted, request.headers.first(name: "range").flatMap(ByteRange.init(header:)))
                ?? .notFound
        } catch {
            return .failed
        }
    }

    /// The answer; nil if that isn't here.
    private func answer(_ wanted: ContentRequest, _ part: ByteRange?) throws -> ContentAnswer? {
        switch wanted {
        case .cacheInfo: return .text(BinaryCacheInfo(wantsMassQuery: true).text)
        case .pathInfo(let digest):
            guard let found = try find(digest), let location = CacheLocation("nar/\(digest).nar") else { return nil }
            let info = NARInfo(
                path: found.info, location: location, compression: .none, fileHash: nil, fileSize: nil)
            return .text(info.text(store: found.store.directory))
        case .archive(let digest):
            guard let found = try find(digest), let size = Int(exactly: found.info.narSize) else { return nil }
            return ContentAnswer(
                status: .ok, body: .archive(found.store.archiveStream(of: found.info.path), size: size))
        case .blob(let digest):
            let path = "\(blobs)/\(digest.algorithm.rawValue)/\(digest.hex)"
            var status = stat()
            guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
            return .file(path, size: Int(status.st_size), part: part)
        }
    }

    private func find(_ digest: StorePathDigest) throws -> (store: LocalStore, info: StorePathInfo)? {
        for store in stores {
            if let info = try store.info(of: digest) { return (store, info) }
        }
        return nil
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
