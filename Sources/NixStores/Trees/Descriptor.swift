import CLinux
import Files
import Glibc
import Nix

/// An open file or folder; closed when nobody needs it any more.
final class Descriptor: Sendable {
    let number: Int32

    init(_ number: Int32) {
        self.number = number
    }

    deinit { close(number) }

    /// Opens a folder by its path.
    ///
    /// - Throws: ``FileError``.
    static func folder(_ path: String) throws(FileError) -> Descriptor {
        Descriptor(try check("open", path) { Glibc.open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) })
    }

    /// Opens what is in this folder under a name, and no symbolic link.
    ///
    /// - Throws: ``FileError``.
    func open(
        _ name: ByteString, _ flags: Int32, mode: mode_t = 0, _ place: @autoclosure () -> String
    ) throws(FileError) -> Descriptor {
        let opened = try check("open", place()) {
            name.withCString { openat(number, $0, flags | O_NOFOLLOW | O_CLOEXEC, mode) }
        }
        return Descriptor(opened)
    }

    /// Opens a folder below this one without passing any symbolic link.
    ///
    /// - Throws: ``FileError``.
    func folder(below path: ByteString, _ place: @autoclosure () -> String) throws(FileError) -> Descriptor {
        let result = path.withCString { clinux_open_beneath(number, $0, O_RDONLY | O_DIRECTORY) }
        guard result >= 0 else { throw FileError("open", place(), code: -result) }
        return Descriptor(result)
    }

    /// Takes the file's lock, without waiting; false if another has it, or has removed the file since it was opened.
    func takeLock() -> Bool {
        var status = stat()
        return clinux_lock_file(number, false) == 0 && fstat(number, &status) == 0 && status.st_nlink > 0
    }

    /// What is there under a name, itself and not what it may link to; nil if there is nothing.
    ///
    /// - Throws: ``FileError``.
    func status(of name: ByteString, _ place: @autoclosure () -> String) throws(FileError) -> stat? {
        var status = stat()
        if name.withCString({ fstatat(number, $0, &status, AT_SYMLINK_NOFOLLOW) }) == 0 { return status }
        guard errno == ENOENT else { throw FileError("read", place()) }
        return nil
    }

    /// The names that are in this folder, in the order of their bytes.
    ///
    /// - Throws: ``FileError``.
    func names(_ place: @autoclosure () -> String) throws(FileError) -> [ByteString] {
        let copy = try check("open", place()) { openat(number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard let stream = fdopendir(copy) else {
            let error = FileError("read", place())
            close(copy)
            throw error
        }
        defer { closedir(stream) }
        var names: [ByteString] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else { break }
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { ByteString($0.prefix { $0 != 0 }) }
            if name != ".", name != ".." { names.append(name) }
        }
        guard errno == 0 else { throw FileError("read", place()) }
        return names.sorted()
    }
}

extension ByteString {
    /// The bytes as the kernel takes a name; there must be no NUL among them.
    func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
        (bytes + [0]).withUnsafeBytes { bytes in
            bytes.withMemoryRebound(to: CChar.self) { text in
                // The array has at least the NUL.
                text.baseAddress.map(body) ?? body("")
            }
        }
    }
}
