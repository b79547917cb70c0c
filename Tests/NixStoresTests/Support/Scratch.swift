import Foundation
import Nix
import NixStores

/// A folder for one test, which is gone afterwards.
struct Scratch {
    let folder: String

    static func with<Result>(_ body: (Scratch) async throws -> Result) async throws -> Result {
        let folder = "\(NSTemporaryDirectory())nix-stores-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        return try await body(Scratch(folder: folder))
    }

    /// The root of a store that isn't there yet.
    var root: String { "\(folder)/root" }
    var store: LocalStore { LocalStore(root: root) }
    var downloads: String { "\(folder)/downloads" }

    /// Every file below a folder of this one, by its path.
    func files(_ name: String = "root") -> [String] {
        let all = FileManager.default.enumerator(atPath: "\(folder)/\(name)")?.compactMap { $0 as? String } ?? []
        return all.filter { path in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: "\(folder)/\(name)/\(path)", isDirectory: &isFolder)
                ? !isFolder.boolValue : true
        }.sorted()
    }

    func write(_ text: String, to name: String) throws {
        let url = URL(fileURLWithPath: "\(folder)/\(name)")
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }
}
