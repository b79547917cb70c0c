import Foundation
import Testing

@testable import Architect

@Suite("Files of declarations")
struct SourceFileTests {
    @Test("are found in folders, sorted, with subfolders and without hidden files")
    func folders() throws {
        try withFolder { folder in
            for name in ["b.yaml", "a.yml", "sub/c.yaml", "notes.txt", ".hidden.yaml", ".git/d.yaml"] {
                try write("kind: Volume\n", to: "\(folder)/\(name)")
            }
            let files = try SourceFile.load([folder, "\(folder)/a.yml"])
            #expect(files.map(\.path) == ["a.yml", "b.yaml", "sub/c.yaml"].map { "\(folder)/\($0)" })
            #expect(files.map(\.folder) == [folder, folder, folder + "/sub"])
            #expect(files.first?.bytes == Array("kind: Volume\n".utf8))
        }
    }

    @Test("are read whatever their name, where they are named")
    func named() throws {
        try withFolder { folder in
            try write("x", to: "\(folder)/shop.conf")
            #expect(try SourceFile.load(["\(folder)/shop.conf"]).count == 1)
        }
    }

    @Test("that aren't there, or folders without any, are told of")
    func missing() throws {
        try withFolder { folder in
            #expect(throws: SourceFileError(path: "\(folder)/x.yaml", reason: "there is no such file or folder")) {
                try SourceFile.load(["\(folder)/x.yaml"])
            }
            #expect(throws: SourceFileError(path: folder, reason: "the folder holds no .yaml or .yml file")) {
                try SourceFile.load([folder])
            }
        }
    }

    @Test("are read no further than shows that they are too large")
    func large() throws {
        try withFolder { folder in
            try write(String(repeating: "#", count: SourceFile.maximumSize * 2), to: "\(folder)/a.yaml")
            #expect(try SourceFile.load([folder]).map(\.bytes.count) == [SourceFile.maximumSize + 1])
        }
    }

    private func withFolder(_ body: (String) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("architect-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try body(folder)
    }

    private func write(_ text: String, to path: String) throws {
        let url = URL(fileURLWithPath: path)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }
}
