import Foundation

/// Where a file is in a binary cache: a relative path that can't lead out of it.
public struct CacheLocation: Hashable, Sendable {
    /// The path, with a query behind it where a server wants one.
    public let text: String

    /// Checks a path; nil if it is absolute, names a scheme, is empty, or has an empty part, `.` or `..`, whether
    /// percent-encoded or not.
    public init?(_ text: String) {
        let bytes = text.utf8
        guard bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7f && $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: "#") })
        else { return nil }
        let path = text.prefix { $0 != "?" }
        guard let plain = path.removingPercentEncoding, !plain.contains("\0") else { return nil }
        for form in [String(path), plain] {
            let parts = form.split(separator: "/", omittingEmptySubsequences: false)
            guard parts.allSatisfy({ !$0.isEmpty && $0 != "." && $0 != ".." }), !parts[0].contains(":") else {
                return nil
            }
        }
        self.text = text
    }

    private init(checked text: String) {
        self.text = text
    }

    /// What the cache is of and for.
    public static let cacheInfo = CacheLocation(checked: "nix-cache-info")

    /// What the cache knows of a path.
    public static func info(of path: StorePath) -> CacheLocation { CacheLocation(checked: "\(path.digest).narinfo") }

    /// What is in a path, as JSON.
    public static func listing(of path: StorePath) -> CacheLocation { CacheLocation(checked: "\(path.digest).ls") }

    /// An archive, named by the hash of the compressed file.
    public static func archive(_ fileHash: Hash, _ compression: Compression) -> CacheLocation {
        CacheLocation(checked: "nar/\(fileHash.text(.nix32)).nar\(compression.suffix)")
    }

    /// A derivation's build log.
    public static func log(of derivation: StorePath) -> CacheLocation {
        CacheLocation(checked: "log/\(derivation.baseName)")
    }
}

extension CacheLocation: CustomStringConvertible {
    public var description: String { text }
}
