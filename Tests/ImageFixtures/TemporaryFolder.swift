import Foundation

/// A folder of a test's own, which goes with the test.
public final class TemporaryFolder: Sendable {
    public let path: String

    public init() throws {
        path = FileManager.default.temporaryDirectory.path + "/emergence-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of a name in the folder.
    public func path(_ name: String) -> String { path + "/" + name }

    /// Writes a file into the folder and returns its path.
    public func write(_ name: String, _ bytes: some Sequence<UInt8>) throws -> String {
        try Data(bytes).write(to: URL(fileURLWithPath: path(name)))
        return path(name)
    }

    /// Every file and folder below, with its size and time: what "as it was" is compared by.
    public func listing(of name: String = "") -> [String] {
        let base = name.isEmpty ? path : path(name)
        let names = FileManager.default.enumerator(atPath: base)?.compactMap { $0 as? String } ?? []
        return names.sorted()
    }
}
