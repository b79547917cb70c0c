import CLinux
import ConfigurationGraph
import Files
import Foundation
import Glibc
import Runtime

/// Says what an instance is being started from, from before its layers and store paths are looked for until it is written
/// down with what runs, so that `gc` leaves them: also where another command takes the instance out of the graph meanwhile.
///
/// A file in `run/starting` with a lock, which the kernel gives back when its process ends, however it ends. A collector
/// that didn't see it is at work before the start looks for anything, and the start waits for it then.
struct StartLease: ~Copyable {
    private let file: Int32
    private let path: String

    private init(file: Int32, path: String) {
        self.file = file
        self.path = path
    }

    /// Says it; the instance's lock must be held.
    ///
    /// - Throws: `FileError`.
    static func take(of name: String, from nodes: Set<NodeID>, in state: StateDirectory) throws -> StartLease {
        if mkdir(state.starting, 0o700) != 0, errno != EEXIST { throw FileError("make", state.starting) }
        let path = "\(state.starting)/\(name)"
        let file = try lock(path)
        let lease = StartLease(file: file, path: path)
        let text = nodes.map(\.description).sorted().joined(separator: "\n")
        try check("write", path) { ftruncate(file, 0) }
        try Array(text.utf8).withUnsafeBytes { try writeAll($0, to: file, at: 0, path) }
        return lease
    }

    deinit {
        unlink(path)
        close(file)
    }

    private static func lock(_ path: String) throws -> Int32 {
        while true {
            let file = try check("make", path) { open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600) }
            let locked = clinux_lock_file(file, true)
            var status = stat()
            // A collector that found nobody's may have removed it in between.
            if locked == 0, fstat(file, &status) == 0, status.st_nlink > 0 { return file }
            close(file)
            guard locked == 0 else { throw FileError("lock", path, code: -locked) }
        }
    }
}

extension StateDirectory {
    fileprivate var starting: String { run + "/starting" }

    /// The dependency nodes that instances are being started from. What commands left that were killed is removed.
    ///
    /// - Throws: `FileError`.
    func pinnedByStarting() throws -> Set<NodeID> {
        var pinned: Set<NodeID> = []
        for name in (try? FileManager.default.contentsOfDirectory(atPath: starting)) ?? [] {
            let path = "\(starting)/\(name)"
            let file = open(path, O_RDWR | O_CLOEXEC)
            guard file >= 0 else {
                if errno == ENOENT { continue }
                throw FileError("open", path)
            }
            defer { close(file) }
            if clinux_lock_file(file, false) == 0 {
                unlink(path)
                continue
            }
            let text = FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
            pinned.formUnion(text.split(separator: "\n").compactMap { NodeID($0) })
        }
        return pinned
    }
}
