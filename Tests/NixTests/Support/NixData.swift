import Foundation
import Testing

@testable import Nix

/// What real Nix made, beside the checkout. Where it isn't, the tests that need it say so and pass; in CI it must be.
struct NixData: Sendable {
    static let folder = "../shared/data/nix"

    /// Whether the data is here; a test that needs it is enabled by this.
    static let isHere: Bool = {
        let isHere = FileManager.default.fileExists(atPath: folder + "/README.md")
        if !isHere { print("skipped: no \(folder)") }
        return isHere
    }()

    static func bytes(_ path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(path)")))
    }

    static func text(_ path: String) throws -> String {
        String(decoding: try bytes(path), as: UTF8.self)
    }

    /// A text's lines, each split at its tabs.
    static func table(_ path: String) throws -> [[String]] {
        try text(path).split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
    }

    static func names(_ path: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: "\(folder)/\(path)").sorted()
    }

    static func json(_ path: String) throws -> [String: Any] {
        let data = path.hasSuffix(".zst") ? try unpacked(path) : try bytes(path)
        return try #require(JSONSerialization.jsonObject(with: Data(data)) as? [String: Any])
    }

    /// A file's bytes without its compression.
    static func unpacked(_ path: String) throws -> [UInt8] {
        try Program("zstd", "-dcq", "--long=24", "\(folder)/\(path)").output()
    }

    /// The derivations of the example, or of a packed folder, by their paths.
    static func derivations(_ world: String) throws -> [StorePath: [UInt8]] {
        try #require(try worlds.get()[world])
    }

    private static let worlds = Result { () throws -> [String: [StorePath: [UInt8]]] in
        var example: [StorePath: [UInt8]] = [:]
        for name in try names("example/drv") { example[try StorePath(name)] = try bytes("example/drv/\(name)") }
        return try ["example": example, "1609-hello": unpack("1609-hello"), "1803-nginx": unpack("1803-nginx")]
    }

    private static func unpack(_ world: String) throws -> [StorePath: [UInt8]] {
        try TemporaryFolder.with { folder in
            _ = try Program("tar", "-x", "-C", folder).output(input: try unpacked("\(world)/drv.tar.zst"))
            var derivations: [StorePath: [UInt8]] = [:]
            let files = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
            for file in files where file.hasSuffix(".drv") {
                let data = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file)"))
                derivations[try StorePath((file as NSString).lastPathComponent)] = Array(data)
            }
            return derivations
        }
    }
}
