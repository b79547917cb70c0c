import Glibc

/// The files of an instance's log: `ctr.log`, which conmon writes, and before it `ctr.log.1`, `ctr.log.2`, ….
///
/// conmon bounds the log by itself, with no process of ours running: before a line would make the file larger than its
/// limit, it puts an empty file in its place (conmon 2.1, `--log-size-max`) and so drops what was there. A second
/// name for the same file, `ctr.log.next`, keeps it: after a rotation that name has what was dropped, and whoever
/// settles the log gives it its number. Every command that looks at the instance settles, conmon's exit command
/// included.
///
/// What holds always: no file exceeds the limit by more than a line, and no more than `maximumFiles` are kept. What
/// holds as long as conmon rotates at most once between two commands: not a line is lost. When it rotates more often
/// unseen, the lines between the file kept first and the present one are lost, as conmon has nobody to tell.
struct LogRotation {
    /// The file that conmon writes.
    let path: String
    let maximumFiles: Int

    private var next: String { path + ".next" }

    /// Numbers what conmon dropped, removes what's too old, and makes sure that the next rotation loses nothing.
    func settle() throws(RuntimeError) {
        guard !isSettled else { return }
        // Commands that look at the same time would number one file twice.
        let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
        let lock = try OpenDescriptor(path: folder, O_RDONLY | O_DIRECTORY)
        try checkErrno(flock(lock.number, LOCK_EX), "lock", folder)
        defer { withExtendedLifetime(lock) {} }
        guard !isSettled else { return }
        if FileTree.exists(next) { try shift() }
        guard maximumFiles > 1 else { return }
        if link(path, next) != 0, errno != EEXIST, errno != ENOENT {
            throw .system(operation: "keep", path: path, code: errno)
        }
    }

    /// Whether there is nothing to number, and what conmon writes has its second name.
    private var isSettled: Bool {
        guard let current = Self.inode(path) else { return true }
        guard let kept = Self.inode(next) else { return maximumFiles < 2 }
        return kept == current
    }

    /// The files with lines in them, the oldest first.
    func files() -> [String] {
        (0..<kept).reversed().map { "\(path).\($0 + 1)" } + (FileTree.exists(path) ? [path] : [])
    }

    /// How many files have a number.
    private var kept: Int {
        var number = 0
        while FileTree.exists("\(path).\(number + 1)") { number += 1 }
        return number
    }

    private func shift() throws(RuntimeError) {
        guard maximumFiles > 1 else {
            unlink(next)
            return
        }
        var last = kept
        while last >= maximumFiles - 1, last >= 1 {
            unlink("\(path).\(last)")
            last -= 1
        }
        while last >= 1 {
            try checkErrno(rename("\(path).\(last)", "\(path).\(last + 1)"), "rename", "\(path).\(last)")
            last -= 1
        }
        try checkErrno(rename(next, path + ".1"), "rename", next)
    }

    private static func inode(_ path: String) -> UInt64? {
        var status = stat()
        return lstat(path, &status) == 0 ? UInt64(status.st_ino) : nil
    }
}
