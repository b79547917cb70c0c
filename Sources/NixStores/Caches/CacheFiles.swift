import Files
import Foundation
import Nix

/// The files of a binary cache, wherever they are.
protocol CacheFiles: Sendable {
    /// A small document; nil if it isn't there.
    func document(_ location: CacheLocation) async throws -> [UInt8]?

    /// The file of a path's archive, on this machine's disk; nil if it isn't there.
    func archive(_ info: NARInfo) async throws -> ArchiveFile?
}

/// The file of an archive on this machine's disk.
struct ArchiveFile: Sendable {
    let path: String
    /// The download that it came by; nil if it belongs to the cache itself.
    var download: PartialFile?

    /// Says that nobody needs the file any more.
    func discard() { download?.remove() }
}

/// A cache in a folder of this machine.
struct FolderFiles: CacheFiles {
    let folder: String

    func document(_ location: CacheLocation) async throws -> [UInt8]? {
        try SmallFile.read("\(folder)/\(location)")
    }

    func archive(_ info: NARInfo) async throws -> ArchiveFile? {
        let path = "\(folder)/\(info.location)"
        return FileManager.default.fileExists(atPath: path) ? ArchiveFile(path: path) : nil
    }
}

/// A cache on a server.
struct ServerFiles: CacheFiles {
    let url: String
    let downloader: Downloader

    func document(_ location: CacheLocation) async throws -> [UInt8]? {
        try await downloader.document("\(url)/\(location)")
    }

    func archive(_ info: NARInfo) async throws -> ArchiveFile? {
        // Compressing what can't be compressed makes it longer, by little.
        let slack = info.path.narSize / 16 + (64 << 10)
        let (limit, overflows) = info.path.narSize.addingReportingOverflow(slack)
        let target = Downloader.Target(
            url: "\(url)/\(info.location)", hash: info.fileHash, size: info.fileSize,
            limit: overflows ? .max : limit)
        guard let file = try await downloader.file(target) else { return nil }
        return ArchiveFile(path: file.path, download: file)
    }
}
