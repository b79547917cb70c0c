import Glibc

/// A file that's there whole or not at all, for whoever looks and after a power cut.
enum AtomicFile {
    /// Writes a file under a temporary name beside it and renames it.
    ///
    /// - Parameter durable: whether it must outlast a power cut; a file that a restart makes anew need not.
    static func write(
        _ bytes: some Sequence<UInt8>, to path: String, mode: mode_t = 0o644, owner: UInt32 = 0, durable: Bool = false
    ) throws(RuntimeError) {
        let temporary = "\(path).\(getpid()).new"
        do {
            let file = try OpenDescriptor(path: temporary, O_WRONLY | O_CREAT | O_TRUNC, mode: mode)
            try file.writeAll(bytes, path: temporary)
            // Changing the owner takes set-uid bits away, so the mode comes after it.
            if owner != 0 { try checkErrno(fchown(file.number, owner, owner), "set the owner of", temporary) }
            try checkErrno(fchmod(file.number, mode), "set the mode of", temporary)
            if durable { try checkErrno(fsync(file.number), "write", temporary) }
            try checkErrno(rename(temporary, path), "write", path)
        } catch {
            unlink(temporary)
            throw error
        }
    }
}
