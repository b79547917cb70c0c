import Foundation
import OCI

/// What conmon says on its sync pipe once the container is created, or once it's clear that it won't be:
/// `{"data": PID}` or `{"data": -1, "message": "…"}`.
struct ConmonAnswer {
    /// The container wasn't created; the message is what the runtime said, empty if conmon said nothing at all.
    struct Failure: Error {
        let message: String
    }

    let descriptor: OpenDescriptor

    /// Waits for the answer.
    ///
    /// - Throws: ``Failure``, or `CancellationError` as soon as the task is cancelled.
    func processID() async throws -> Int32 {
        var text: [UInt8] = []
        while true {
            _ = try await awaitReadable(descriptor, within: nil)
            let more = try descriptor.readSome()
            text += more
            if let end = text.firstIndex(of: UInt8(ascii: "\n")) { return try parse(text[..<end]) }
            if more.isEmpty { return try parse(text[...]) }
        }
    }

    private func parse(_ bytes: ArraySlice<UInt8>) throws -> Int32 {
        guard let line = try? CanonicalJSON.parse(Data(bytes)), let data = line["data"]?.integer else {
            throw Failure(message: String(decoding: bytes, as: UTF8.self))
        }
        guard data > 0 else { throw Failure(message: line["message"]?.string ?? "") }
        return Int32(clamping: data)
    }
}
