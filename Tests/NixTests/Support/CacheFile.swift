import Foundation
import Testing

@testable import Nix

enum CacheFile {
    /// The archive of a path in the example's cache; nil if it isn't there.
    static func archive(of path: StorePath) throws -> [UInt8]? {
        let cache = "\(NixData.folder)/example/cache/xz"
        let file = "\(cache)/\(path.digest).narinfo"
        guard FileManager.default.fileExists(atPath: file) else { return nil }
        let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
        let url = try #require(lines.first { $0.hasPrefix("URL: ") }).dropFirst(5)
        return try Program("xz", "-dc", "\(cache)/\(url)").output()
    }
}
