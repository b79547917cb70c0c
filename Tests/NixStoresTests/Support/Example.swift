import Foundation
import Nix
import NixStores

/// The example that real Nix made, beside the checkout.
enum Example {
    static let data = URL(fileURLWithPath: "../shared/data/nix").standardizedFileURL.path

    /// Whether the data is here; in CI it must be.
    static let isHere: Bool = {
        let isHere = FileManager.default.fileExists(atPath: data + "/README.md")
        if !isHere { print("skipped: no \(data)") }
        return isHere
    }()

    static let webapp = path("hcgmpdd4ibmvdfj5720iy34xz06br643-webapp-1.0")
    static let libA = path("pxr4bb2xrcvix3bq4dzamlp2ickv9p0m-libA-0.9")
    static let libB = path("1mmmgmiqy8hskymwcx1jqpgsz12n7z5h-libB-2.0-rc1")
    static let libC = path("cspidl7r5sx2pcwyapd51whvfz1qhn5h-libC-1.4.2")

    static func text(_ name: String) throws -> String {
        try String(contentsOfFile: "\(data)/\(name)", encoding: .utf8)
    }

    /// The lines of an answer that are store paths.
    static func paths(_ name: String) throws -> Set<StorePath> {
        Set(try text(name).split(separator: "\n").map { try StoreDirectory.standard.storePath(String($0)) })
    }

    static func keys() throws -> TrustedKeys {
        try TrustedKeys(try [1, 2].map { try text("example/keys/test-key-\($0).public") }.joined(separator: " "))
    }

    static func cache(_ name: String, trust: BinaryCache.Trust = .anyone) -> BinaryCache {
        BinaryCache(.folder("\(data)/\(name)"), trust: trust, downloads: "/nonexistent")
    }

    /// The NAR hashes that Nix gave.
    static func hashes() throws -> [StorePath: Hash] {
        var hashes: [StorePath: Hash] = [:]
        for line in try text("example/answers/nar-hashes.tsv").split(separator: "\n") {
            let words = line.split(separator: "\t").map(String.init)
            guard words.count >= 3, let path = try? StoreDirectory.standard.storePath(words[0]),
                let hash = try? Hash(words[2], algorithm: .sha256)
            else { continue }
            hashes[path] = hash
        }
        return hashes
    }

    private static func path(_ name: String) -> StorePath {
        do { return try StorePath(name) } catch { preconditionFailure("\(error)") }
    }
}
