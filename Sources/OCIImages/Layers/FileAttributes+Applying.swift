import CLinux
import Files
import Glibc

extension FileAttributes {
    /// Gives an open file its owner, mode, extended attributes and times; in this order, as a change of the owner takes
    /// setuid and capabilities away, and any change but the last one changes the times.
    ///
    /// - Throws: ``FileError``.
    func apply(to file: Int32, _ path: @autoclosure () -> String) throws(FileError) {
        try check("give the owner of", path()) { fchown(file, uid, gid) }
        try check("give the mode of", path()) { fchmod(file, mode) }
        for attribute in extended {
            try attribute.set(path()) { fsetxattr(file, attribute.name, $0, $1, 0) }
        }
        try withTimes { (times) throws(FileError) in try check("give the times of", path()) { futimens(file, times) } }
    }

    /// Gives what can't be opened, a symbolic link or a pipe, its owner, mode, extended attributes and times.
    ///
    /// - Throws: ``FileError``.
    func apply(toName name: String, in folder: FolderHandle, isLink: Bool) throws(FileError) {
        let (descriptor, place) = (folder.descriptor, folder.place(of: name))
        try check("give the owner of", place) { fchownat(descriptor, name, uid, gid, AT_SYMLINK_NOFOLLOW) }
        if !isLink { try check("give the mode of", place) { fchmodat(descriptor, name, mode, 0) } }
        for attribute in extended {
            let path = "/proc/self/fd/\(descriptor)/\(name)"
            try attribute.set(place) { lsetxattr(path, attribute.name, $0, $1, 0) }
        }
        try withTimes { (times) throws(FileError) in
            try check("give the times of", place) { utimensat(descriptor, name, times, AT_SYMLINK_NOFOLLOW) }
        }
    }

    private func withTimes(_ body: (UnsafePointer<timespec>) throws(FileError) -> Void) throws(FileError) {
        let modified = timespec(tv_sec: seconds, tv_nsec: nanoseconds)
        let times = [modified, modified]
        var failure: FileError?
        times.withUnsafeBufferPointer { buffer in
            guard let start = buffer.baseAddress else { return }
            do throws(FileError) { try body(start) } catch { failure = error }
        }
        if let failure { throw failure }
    }
}

extension FileAttributes.Extended {
    /// Sets the attribute; one that this file system doesn't keep for ordinary users (`user.*` on a link or pipe) is
    /// left out, one that matters for what a program may do is not.
    fileprivate func set(
        _ path: String, _ call: (UnsafeRawPointer?, Int) -> Int32
    ) throws(FileError) {
        guard !name.hasPrefix("trusted.") else { return }
        let result = value.withUnsafeBytes { call($0.baseAddress, $0.count) }
        if result == 0 { return }
        if name.hasPrefix("user."), errno == EOPNOTSUPP || errno == EPERM { return }
        throw FileError("set \(name) of", path)
    }
}
