import Foundation
import Testing

@testable import Nix

/// Archives of what is on disk, and small ones made by hand.
enum Archive {
    /// The archive of a file or folder.
    static func of(_ path: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var writer = NARWriter()
        try visit(path) { try writer.write($0) { bytes.append(contentsOf: $0) } }
        try writer.finish()
        return bytes
    }

    /// What an archive tells, in words.
    static func story(_ bytes: [UInt8], piece: Int = .max, limits: NARLimits = NARLimits()) throws -> [String] {
        var story: [String] = []
        var reader = NARReader(limits: limits)
        try bytes.withUnsafeBytes { all in
            for start in stride(from: 0, to: all.count, by: min(piece, max(1, all.count))) {
                let end = min(all.count, start + min(piece, all.count))
                try reader.read(UnsafeRawBufferPointer(rebasing: all[start..<end])) { event in
                    switch event {
                    case .directory: story.append("directory")
                    case .entry(let name): story.append("entry \(name)")
                    case .endOfDirectory: story.append("end of directory")
                    case .file(let file): story.append("file \(file.size) \(file.isExecutable) \(file.offset)")
                    case .contents(let bytes):
                        let text = Base16.encode(bytes)
                        if let last = story.last, last.hasPrefix("contents") {
                            story[story.count - 1] = last + text
                        } else {
                            story.append("contents \(text)")
                        }
                    case .endOfFile: story.append("end of file")
                    case .symlink(let target): story.append("symlink \(target)")
                    }
                }
            }
        }
        try reader.finish()
        return story
    }

    /// What an archive tells, written again.
    static func copy(_ bytes: [UInt8]) throws -> [UInt8] {
        var copy: [UInt8] = []
        var writer = NARWriter()
        var reader = NARReader()
        try bytes.withUnsafeBytes { bytes in
            try reader.read(bytes) { try writer.write($0) { copy.append(contentsOf: $0) } }
        }
        try reader.finish()
        try writer.finish()
        return copy
    }

    private static func visit(_ path: String, _ tell: (NAREvent) throws -> Void) throws {
        let files = FileManager.default
        let attributes = try files.attributesOfItem(atPath: path)
        switch attributes[.type] as? FileAttributeType {
        case .typeDirectory?:
            try tell(.directory)
            for name in try files.contentsOfDirectory(atPath: path).map({ ByteString($0) }).sorted() {
                try tell(.entry(name))
                try visit("\(path)/\(try #require(name.text))", tell)
            }
            try tell(.endOfDirectory)
        case .typeSymbolicLink?:
            try tell(.symlink(target: ByteString(try files.destinationOfSymbolicLink(atPath: path))))
        default:
            let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
            let mode = (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
            try tell(.file(NARFile(size: UInt64(bytes.count), isExecutable: mode & 0o100 != 0)))
            try bytes.withUnsafeBytes { try tell(.contents($0)) }
            try tell(.endOfFile)
        }
    }
}
