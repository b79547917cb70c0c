import Foundation
import Glibc

/// The files of a folder.
struct FolderFiles: NamedFiles {
    let root: String

    init(root: String) throws {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: root, isDirectory: &isFolder) else {
            throw ImageError.notALayout(path: root, reason: "it isn't there")
        }
        guard isFolder.boolValue else { throw ImageError.notALayout(path: root, reason: "it is no folder") }
        self.root = root
    }

    var place: String { root }

    func names() throws -> [String] {
        (FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String }) ?? []
    }

    func size(of name: String) throws -> Int64? {
        let path = root + "/" + name
        var status = stat()
        guard stat(path, &status) != 0 else { return Int64(status.st_size) }
        if errno == ENOENT || errno == ENOTDIR { return nil }
        throw ImageError.unreadable(path: path, reason: String(cString: strerror(errno)))
    }

    func read(_ name: String, _ body: (UnsafeRawBufferPointer) throws -> Void) throws -> Bool {
        let path = root + "/" + name
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return false }
            throw ImageError.unreadable(path: path, reason: String(cString: strerror(errno)))
        }
        defer { close(file) }
        try withUnsafeTemporaryAllocation(byteCount: 1 << 18, alignment: 16) { buffer in
            while true {
                let count = Glibc.read(file, buffer.baseAddress, buffer.count)
                if count == 0 { return }
                guard count > 0 else {
                    if errno == EINTR { continue }
                    throw ImageError.unreadable(path: path, reason: String(cString: strerror(errno)))
                }
                try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            }
        }
        return true
    }
}
