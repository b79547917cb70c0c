import CLinux
import Files
import Glibc
import Synchronization

/// What Nix wrote while it built an artefact: read as it comes, and kept in a file.
///
/// The file gets its name when there is something in it, so that a forging that built nothing leaves the log of the one
/// that did.
final class NixLog: Sendable {
    /// Where the log is once it is kept.
    let path: String
    private let temporary: String
    private let file: Int32
    private let state = Mutex(State())

    private struct State {
        var output = NixOutput()
        var length: Int64 = 0
        var failure: (any Error)?
    }

    /// Opens a log of its own for one of perhaps several that build the same. A lease must be held, so that no collector takes
    /// it for what was left before it is locked.
    ///
    /// - Throws: ``FileError``.
    init(of artefact: String, in folders: StateFolders) throws {
        for folder in [folders.state + "/nix", folders.nixLogs] {
            if mkdir(folder, 0o700) != 0, errno != EEXIST { throw FileError("make", folder) }
        }
        path = "\(folders.nixLogs)/\(Self.name(of: artefact))"
        var template = Array("\(folders.temporary)/\(Self.mark)XXXXXX".utf8CString)
        file = mkstemp(&template)
        temporary = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard file >= 0 else { throw FileError("make", temporary) }
        _ = fcntl(file, F_SETFD, FD_CLOEXEC)
        let locked = clinux_lock_file(file, false)
        guard locked == 0 else { throw FileError("lock", temporary, code: -locked) }
    }

    deinit {
        close(file)
        unlink(temporary)
    }

    /// What the log of an artefact is called.
    static func name(of artefact: String) -> String { "\(artefact).log" }

    /// Whether a file is a log that somebody writes at.
    static func isBeingWritten(_ path: String) -> Bool {
        guard path.contains("/\(mark)") else { return false }
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return false }
        defer { close(file) }
        return clinux_lock_file(file, false) != 0
    }

    private static let mark = "nix-log-"

    /// What was read so far.
    var output: NixOutput { state.withLock { $0.output } }

    /// Takes a piece; returns what began to be built in it, and how much there is to build.
    func take(_ piece: [UInt8]) -> [(path: String, number: Int, total: Int)] {
        state.withLock { state in
            if state.failure == nil {
                do {
                    try piece.withUnsafeBytes { try writeAll($0, to: file, at: state.length, temporary) }
                    state.length += Int64(piece.count)
                } catch {
                    state.failure = error
                }
            }
            return state.output.take(piece).map { ($0.path, $0.number, state.output.total) }
        }
    }

    /// Gives the log its name if anything was built.
    ///
    /// - Throws: ``FileError``, also of what couldn't be written on the way.
    func keep() throws {
        let (isWorthIt, failure) = state.withLock { state in
            state.output.finish()
            return (state.output.begun > 0, state.failure)
        }
        if let failure { throw failure }
        guard isWorthIt else { return }
        try check("write", path) { rename(temporary, path) }
    }
}
