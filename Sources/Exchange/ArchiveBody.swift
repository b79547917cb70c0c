import FlyingFox
import FlyingSocks
import NixStores

/// A store path's archive as the body of an answer. It fails, which ends the connection, if the archive turns out to be of
/// another length than was said.
struct ArchiveBody: AsyncBufferedSequence {
    typealias Element = UInt8

    let stream: ArchiveStream
    let size: Int

    func makeAsyncIterator() -> Iterator { Iterator(stream: stream.makeAsyncIterator(), missing: size) }

    struct Iterator: AsyncBufferedIteratorProtocol {
        private var stream: ArchiveStream.Iterator
        private var missing: Int
        private var rest: ArraySlice<UInt8> = []

        init(stream: ArchiveStream.Iterator, missing: Int) {
            self.stream = stream
            self.missing = missing
        }

        mutating func next() async throws -> UInt8? { try await nextBuffer(suggested: 1)?.first }

        mutating func nextBuffer(suggested count: Int) async throws -> ArraySlice<UInt8>? {
            if rest.isEmpty {
                guard let piece = try await stream.next() else {
                    guard missing == 0 else { throw WrongLength() }
                    return nil
                }
                missing -= piece.count
                guard missing >= 0 else { throw WrongLength() }
                rest = piece[...]
            }
            defer { rest = rest.dropFirst(count) }
            return rest.prefix(count)
        }
    }

    /// What is on the disk isn't what is known of it.
    struct WrongLength: Error {}
}
