import Foundation
import Glibc
import Runtime

/// A mark that an instance's process is being ended on purpose.
///
/// It is set before the process is signalled: the exit command that the end calls sees it and starts nothing.
struct StopIntent {
    private let path: String

    init(of instance: String, in state: StateDirectory) {
        path = "\(state.run)/stopping/\(instance)"
    }

    var isSet: Bool { access(path, F_OK) == 0 }

    /// Sets the mark.
    ///
    /// - Throws: what the file system throws.
    func set() throws {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data().write(to: URL(fileURLWithPath: path))
    }

    /// Takes the mark away.
    func clear() { unlink(path) }
}
