import Foundation
import NIOCore
import NIOHTTP1
import NixStores

extension ContentAnswer {
    /// How much of a file is read at once, in bytes.
    private static let pieceSize = 1 << 18

    /// Sends it, as fast as it is taken, and never more than a piece of it in memory.
    ///
    /// - Throws: ``WrongLength`` and what reading throws, after which the connection is of no more use; what `writer` throws.
    func send(to writer: NIOAsyncChannelOutboundWriter<HTTPServerResponsePart>) async throws {
        try await writer.write(.head(head))
        switch body {
        case .none: break
        case .text(let text): try await writer.write(.body(.byteBuffer(ByteBuffer(string: text))))
        case .file(let path, let range):
            let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            try file.seek(toOffset: UInt64(range.lowerBound))
            var missing = range.count
            while missing > 0 {
                guard let piece = try file.read(upToCount: min(missing, Self.pieceSize)), !piece.isEmpty else {
                    throw WrongLength()
                }
                missing -= piece.count
                try await writer.write(.body(.byteBuffer(ByteBuffer(bytes: piece))))
            }
        case .archive(let pieces, var missing):
            for try await piece in pieces {
                missing -= piece.count
                guard missing >= 0 else { throw WrongLength() }
                try await writer.write(.body(.byteBuffer(ByteBuffer(bytes: piece))))
            }
            guard missing == 0 else { throw WrongLength() }
        }
        try await writer.write(.end(nil))
    }

    /// What is on the disk isn't what was promised.
    struct WrongLength: Error {}
}
