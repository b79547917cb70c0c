import Foundation
import Glibc
import OCI

/// A folder of JSON files, each written whole or not at all. They aren't made to outlast a power cut: what they
/// describe doesn't, either.
struct RecordFolder: Hashable, Sendable {
    let path: String

    func read<Value: Decodable>(_ type: Value.Type, _ name: String) -> Value? {
        guard let data = FileManager.default.contents(atPath: "\(path)/\(name).json") else { return nil }
        return try? CanonicalJSON.decode(type, from: data)
    }

    func write(_ value: some Encodable, _ name: String) throws(RelayError) {
        let file = "\(path)/\(name).json"
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            let data = try CanonicalJSON.encode(value)
            let temporary = "\(file).new"
            try Self.write(data, to: temporary)
            guard rename(temporary, file) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        } catch {
            throw .system(action: "write \(file)", reason: "\(error)")
        }
    }

    private static func write(_ data: Data, to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try handle.write(contentsOf: data)
        try handle.close()
    }

    func remove(_ name: String) { unlink("\(path)/\(name).json") }

    /// The names of all records, sorted.
    var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
            .filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
    }
}
