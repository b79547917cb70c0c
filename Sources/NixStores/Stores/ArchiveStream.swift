import Files
import Foundation
import Glibc
public import Nix
import Synchronization

/// The archive of a store path, made piece by piece as somebody asks for the next one.
///
/// A thread of its own reads the path; it waits while nobody asks, and ends when the stream is given up.
public struct ArchiveStream: AsyncSequence, Sendable {
    public typealias Element = [UInt8]

    let store: LocalStore
    let path: StorePath

    public func makeAsyncIterator() -> Iterator { Iterator(store: store, path: path) }

    /// One reading of it.
    public struct Iterator: AsyncIteratorProtocol {
        private let store: LocalStore
        private let path: StorePath
        private var source: ArchiveSource?

        init(store: LocalStore, path: StorePath) {
            self.store = store
            self.path = path
        }

        /// The next piece, of 256 KiB at the most; nil at the end.
        ///
        /// - Throws: ``FileError``, ``TreeError``, `NARError`, `CancellationError`.
        public mutating func next() async throws -> [UInt8]? {
            let source: ArchiveSource
            if let begun = self.source { source = begun } else { source = try ArchiveSource(store, path) }
            self.source = source
            return try await source.next()
        }
    }
}

extension LocalStore {
    /// The archive of a path, as it is on the disk now.
    public func archiveStream(of path: StorePath) -> ArchiveStream { ArchiveStream(store: self, path: path) }
}

/// Two sockets: one thread writes the archive to the one, and stands still while nobody reads from the other.
private final class ArchiveSource: Sendable {
    private let reading: Descriptor
    private let failure = Mutex<(any Error)?>(nil)
    private let place: String

    init(_ store: LocalStore, _ path: StorePath) throws {
        place = store.place(of: path)
        var ends: [Int32] = [0, 0]
        guard socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
            throw FileError("read", place)
        }
        reading = Descriptor(ends[0])
        let writing = Descriptor(ends[1])
        Thread.detachNewThread { [weak self, place] in
            do {
                try store.archive(of: path) { bytes in try Self.send(bytes, to: writing.number, place) }
            } catch {
                self?.failure.withLock { $0 = error }
            }
            shutdown(writing.number, Int32(SHUT_WR))
        }
    }

    func next() async throws -> [UInt8]? {
        let bytes = try await Blocking.run { [reading, place] sign in
            try [UInt8](unsafeUninitializedCapacity: 1 << 18) { buffer, count in
                try sign.check()
                count = try check("read", place) { recv(reading.number, buffer.baseAddress, buffer.count, 0) }
            }
        }
        guard bytes.isEmpty else { return bytes }
        if let failure = failure.withLock({ $0 }) { throw failure }
        return nil
    }

    private static func send(_ bytes: UnsafeRawBufferPointer, to socket: Int32, _ place: String) throws {
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = UnsafeRawBufferPointer(rebasing: rest)
            let count = Glibc.send(socket, piece.baseAddress, piece.count, Int32(MSG_NOSIGNAL))
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw FileError("read", place) }
            rest = rest.dropFirst(count)
        }
    }
}
