import Foundation

extension SourceFile {
    /// Reads declarations from files, from folders (each `.yaml` and `.yml` file inside, sorted by path, with
    /// subfolders), and from standard input where a path is `-`.
    ///
    /// A file that is named twice is read once. Hidden files in folders are left out. The files' folders are absolute,
    /// so that what is found from them doesn't depend on where the next command runs.
    ///
    /// - Parameter limit: how much of a file is read, in bytes; one byte more shows that it is larger.
    /// - Throws: ``SourceFileError`` for the first path that can't be read.
    public static func load(_ paths: [String], limit: Int = maximumSize) throws -> [SourceFile] {
        var seen: Set<String> = []
        return try paths.flatMap(expand).filter { seen.insert($0).inserted }.map { try read($0, limit: limit) }
    }

    /// The files that a path stands for.
    private static func expand(_ path: String) throws -> [String] {
        if path == "-" { return [path] }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw SourceFileError(path: path, reason: "there is no such file or folder")
        }
        guard isFolder.boolValue else { return [path] }
        let files = try declarations(in: path)
        guard !files.isEmpty else {
            throw SourceFileError(path: path, reason: "the folder holds no .yaml or .yml file")
        }
        return files
    }

    private static func declarations(in folder: String) throws -> [String] {
        guard let inside = FileManager.default.enumerator(atPath: folder) else {
            throw SourceFileError(path: folder, reason: "the folder can't be listed")
        }
        let prefix = folder.hasSuffix("/") ? folder : folder + "/"
        return inside.compactMap { $0 as? String }
            .filter { name in
                (name.hasSuffix(".yaml") || name.hasSuffix(".yml"))
                    && !name.split(separator: "/").contains { $0.hasPrefix(".") }
            }
            .sorted().map { prefix + $0 }
    }

    /// Reads a file, never more of it than shows that it is too large.
    private static func read(_ path: String, limit: Int) throws -> SourceFile {
        do {
            let handle =
                path == "-" ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
            var bytes: [UInt8] = []
            while bytes.count <= limit,
                let more = try handle.read(upToCount: limit + 1 - bytes.count), !more.isEmpty
            {
                bytes += more
            }
            let folder = path == "-" ? "." : URL(fileURLWithPath: path).deletingLastPathComponent().path
            return SourceFile(path: path, folder: URL(fileURLWithPath: folder).standardizedFileURL.path, bytes: bytes)
        } catch {
            throw SourceFileError(path: path, reason: error.localizedDescription)
        }
    }
}

/// A path of declarations that can't be read.
public struct SourceFileError: Error, Hashable, Sendable {
    /// The path, as it was given.
    public var path: String
    /// Why it can't be read.
    public var reason: String
}

extension SourceFileError: CustomStringConvertible {
    public var description: String { "can't read '\(path)': \(reason)" }
}
