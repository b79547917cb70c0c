import Foundation

@testable import Nix

enum CacheFile {
    /// The archive of a path in the example's cache; nil if it isn't there.
    static func archive(of path: StorePath) throws -> [UInt8]? {
        let folder = "example/cache/xz"
        let place = "\(folder)/\(CacheLocation.info(of: path))"
        guard FileManager.default.fileExists(atPath: "\(NixData.folder)/\(place)") else { return nil }
        let info = try NARInfo(try NixData.bytes(place))
        return try Program("xz", "-dc", "\(NixData.folder)/\(folder)/\(info.location)").output()
    }
}
