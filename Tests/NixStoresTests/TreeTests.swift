import Files
import Foundation
import Glibc
import Nix
import Testing

@testable import NixStores

@Suite("Trees on disk")
struct TreeTests {
    private func archive(of name: String, in folder: String) throws -> [UInt8] {
        var bytes: [UInt8] = []
        var writer = NARWriter()
        try TreeReader.read(ByteString(name), in: try Descriptor.folder(folder), place: folder) { event in
            try writer.write(event) { bytes.append(contentsOf: $0) }
        }
        try writer.finish()
        return bytes
    }

    private func restore(_ archive: [UInt8], to name: String, in folder: String) throws {
        let tree = TreeWriter(ByteString(name), in: try Descriptor.folder(folder), place: "\(folder)/\(name)")
        var reader = NARReader()
        try archive.withUnsafeBytes { try reader.read($0) { try tree.write($0) } }
        try reader.finish()
    }

    @Test(
        "are the archives that Nix made, and back", .enabled(if: Example.isHere),
        arguments: [
            "assets", "executable", "symlink", "empty-file", "empty-folder", "legacy", "settings",
        ])
    func golden(_ name: String) async throws {
        try await Scratch.with { scratch in
            let archive = Array(try Data(contentsOf: URL(fileURLWithPath: "\(Example.data)/example/nar/\(name).nar")))
            try restore(archive, to: "tree", in: scratch.folder)
            #expect(try self.archive(of: "tree", in: scratch.folder) == archive)
            try TreeRemover.remove("tree", in: try Descriptor.folder(scratch.folder), place: "")
            #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder) == [])
        }
    }

    @Test("may be deeper than folders can be open, and have names that are no text")
    func deep() async throws {
        try await Scratch.with { scratch in
            var archive: [UInt8] = []
            var writer = NARWriter()
            let sink = { (bytes: UnsafeRawBufferPointer) in archive.append(contentsOf: bytes) }
            let depth = 1500
            for _ in 0..<depth {
                try writer.write(.directory, to: sink)
                try writer.write(.entry(ByteString([0xff])), to: sink)
            }
            try writer.write(.symlink(target: "nowhere"), to: sink)
            for _ in 0..<depth { try writer.write(.endOfDirectory, to: sink) }
            try restore(archive, to: "tree", in: scratch.folder)
            #expect(try self.archive(of: "tree", in: scratch.folder) == archive)
            try TreeRemover.remove("tree", in: try Descriptor.folder(scratch.folder), place: "")
            #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.folder) == [])
        }
    }

    @Test("with what no archive holds are refused by name")
    func pipe() async throws {
        try await Scratch.with { scratch in
            try FileManager.default.createDirectory(atPath: "\(scratch.folder)/tree", withIntermediateDirectories: true)
            #expect(mkfifo("\(scratch.folder)/tree/pipe", 0o600) == 0)
            let error = try #require(throws: TreeError.self) { try archive(of: "tree", in: scratch.folder) }
            #expect(
                "\(error)"
                    == "\(scratch.folder)/tree/pipe is a pipe: a store path holds files, folders and symbolic links only"
            )
        }
    }

    @Test("nothing is written through what is there already", arguments: ["link", "file"])
    func occupied(_ name: String) async throws {
        try await Scratch.with { scratch in
            try scratch.write("kept", to: "file")
            try FileManager.default.createSymbolicLink(
                atPath: "\(scratch.folder)/link", withDestinationPath: "\(scratch.folder)/file")
            let archive = try self.archive(of: "file", in: scratch.folder)
            #expect(throws: FileError.self) { try restore(archive, to: name, in: scratch.folder) }
            #expect(try String(contentsOfFile: "\(scratch.folder)/file", encoding: .utf8) == "kept")
        }
    }

    @Test(
        "a damaged archive leaves nothing in a store", .enabled(if: Example.isHere),
        arguments: [
            "truncated", "trailing-bytes", "name-dotdot", "name-nul", "unsorted", "symlink-then-directory",
            "huge-contents", "missing-close",
        ])
    func damaged(_ name: String) async throws {
        try await Scratch.with { scratch in
            let archive = Array(try Data(contentsOf: URL(fileURLWithPath: "\(Example.data)/bad/nar/\(name).nar")))
            let info = StorePathInfo(
                path: Example.libC, narHash: .of(archive), narSize: UInt64(archive.count))
            let writer = try StoreWriter(scratch.store)
            let error = try #require(throws: StoreError.self) {
                try writer.write(info) { sink in try archive.withUnsafeBytes(sink) }
            }
            guard case .badArchive = error.problem else { Issue.record("\(error)"); return }
            #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.store.folder) == [])
        }
    }
}
