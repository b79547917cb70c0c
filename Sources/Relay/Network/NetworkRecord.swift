import Foundation
import Glibc
import OCI

/// What a network keeps in its state directory, so that it is the same network next time.
struct NetworkRecord: Hashable, Sendable, Codable {
    var bridge: String
    var subnet: String
    /// The address that each instance had last.
    var addresses: [String: String]
}

/// What was made for an instance, kept until it is undone.
public struct Attachment: Hashable, Sendable, Codable {
    public var instance: String
    /// The path of the network namespace.
    public var namespace: String
    public var publish: [PublishedPort]
    /// The address that was asked for; the plugins' result has the one given.
    public var address: String
    /// What the plugins made; nil while they are at it, and for ever if that was cut short.
    public var result: CNIResult?
}

/// A folder of JSON files, each written whole or not at all.
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
            try data.write(to: URL(fileURLWithPath: temporary))
            guard rename(temporary, file) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
        } catch {
            throw .system(action: "write \(file)", reason: "\(error)")
        }
    }

    func remove(_ name: String) { unlink("\(path)/\(name).json") }

    /// The names of all records, sorted.
    var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
            .filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
    }
}
