import Foundation
import Glibc
import Testing

@testable import Sealing

@Suite("A key file")
struct KeyFileTests {
    @Test("is made with its owner's rights alone, and reads back")
    func creation() throws {
        try withFile { file in
            #expect(throws: SealingError.noKeyFile(path: file.path)) { try file.read() }
            let ring = try file.readOrCreate()
            var status = stat()
            #expect(stat(file.path, &status) == 0)
            #expect(status.st_mode & 0o777 == 0o600)
            #expect(try file.read().keys.map(\.id) == ring.keys.map(\.id))
            #expect(try file.readOrCreate().keys.map(\.id) == ring.keys.map(\.id))
            let sealed = try ring.seal(SecretValue([1, 2, 3]), for: "a")
            #expect(try file.read().open(sealed, for: "a").bytes == [1, 2, 3])
        }
    }

    @Test("that others can read or write is refused", arguments: [0o640, 0o604, 0o620, 0o644] as [mode_t])
    func exposed(mode: mode_t) throws {
        try withFile { file in
            _ = try file.readOrCreate()
            #expect(chmod(file.path, mode) == 0)
            #expect(
                throws: SealingError.exposedKeyFile(path: file.path, reason: "its mode is \(String(mode, radix: 8))")
            ) { try file.read() }
        }
    }

    @Test(
        "that isn't one is refused, and nothing of it is quoted",
        arguments: ["hunter2", "{}", #"{"keys":[{"id":"hunter2","key":"aHVudGVyMg=="}]}"#])
    func bad(text: String) throws {
        try withFile { file in
            try Data(text.utf8).write(to: URL(fileURLWithPath: file.path))
            #expect(chmod(file.path, 0o600) == 0)
            do {
                _ = try file.read()
                Issue.record("it was read")
            } catch SealingError.badKeyFile(_, let reason) {
                #expect(!reason.contains("aHVud"))
            }
        }
    }

    @Test("that is empty is a ring without keys, which gets one when it is needed")
    func empty() throws {
        try withFile { file in
            try Data().write(to: URL(fileURLWithPath: file.path))
            #expect(chmod(file.path, 0o600) == 0)
            #expect(try file.read().keys.isEmpty)
            #expect(try file.readOrCreate().keys.count == 1)
        }
    }

    private func withFile(_ body: (KeyFile) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("sealing-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(KeyFile(folder.appendingPathComponent("secrets.key").path))
    }
}
