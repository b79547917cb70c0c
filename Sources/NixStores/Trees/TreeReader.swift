import Files
import Glibc
import Nix

/// Tells what is on disk as an archive does: entries in the order of their bytes, no modes but whether a file can be run.
///
/// No symbolic link is followed, nothing recurses, and a bounded number of folders is open, however deep the tree is.
struct TreeReader {
    private struct Folder {
        /// nil where it was closed for the sake of deeper ones.
        var descriptor: Descriptor?
        /// What is still to be told, the next at the end.
        var names: [ByteString]
    }

    /// How many folders are kept open.
    private static let openFolders = 64

    private let parent: Descriptor
    private let place: String
    private let buffer: UnsafeMutableRawBufferPointer
    private let visit: (NAREvent) throws -> Void
    private var folders: [Folder] = []
    /// The names from the parent to the folder that is told.
    private var path: [ByteString] = []

    /// Tells what is under a name in a folder.
    ///
    /// - Parameter place: the folder's path, for errors.
    /// - Throws: ``FileError``, ``TreeError``, and what `visit` throws.
    static func read(
        _ name: ByteString, in parent: Descriptor, place: String, _ visit: (NAREvent) throws -> Void
    ) throws {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
        defer { buffer.deallocate() }
        try withoutActuallyEscaping(visit) { visit in
            var reader = TreeReader(parent: parent, place: place, buffer: buffer, visit: visit)
            try reader.node(name, in: parent)
            while !reader.folders.isEmpty { try reader.step() }
        }
    }

    private init(
        parent: Descriptor, place: String, buffer: UnsafeMutableRawBufferPointer,
        visit: @escaping (NAREvent) throws -> Void
    ) {
        self.parent = parent
        self.place = place
        self.buffer = buffer
        self.visit = visit
    }

    private mutating func step() throws {
        let last = folders.count - 1
        guard let name = folders[last].names.popLast() else {
            folders.removeLast()
            path.removeLast()
            return try visit(.endOfDirectory)
        }
        try visit(.entry(name))
        let folder = try folders[last].descriptor ?? parent.folder(below: joined(path), place)
        folders[last].descriptor = folder
        try node(name, in: folder)
    }

    private mutating func node(_ name: ByteString, in folder: Descriptor) throws {
        func place() -> String { "\(self.place)/\(joined(path + [name]))" }
        guard let status = try folder.status(of: name, place()) else {
            throw FileError("read", place(), code: ENOENT)
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR:
            let descriptor = try folder.open(name, O_RDONLY | O_DIRECTORY, place())
            let names = try descriptor.names(place())
            try visit(.directory)
            if folders.count >= Self.openFolders { folders[folders.count - 1].descriptor = nil }
            folders.append(Folder(descriptor: descriptor, names: names.reversed()))
            path.append(name)
        case S_IFREG: try file(name, in: folder, place)
        case S_IFLNK: try visit(.symlink(target: target(of: name, in: folder, place)))
        default: throw TreeError(path: place(), kind: Self.kind(status.st_mode))
        }
    }

    private func file(_ name: ByteString, in folder: Descriptor, _ place: () -> String) throws {
        let file = try folder.open(name, O_RDONLY | O_NONBLOCK, place())
        var status = stat()
        try check("read", place()) { fstat(file.number, &status) }
        let size = UInt64(status.st_size)
        try visit(.file(NARFile(size: size, isExecutable: status.st_mode & S_IXUSR != 0)))
        var left = size
        while left > 0 {
            let count = try check("read", place()) {
                Glibc.read(file.number, buffer.baseAddress, Int(min(left, UInt64(buffer.count))))
            }
            // A file that became shorter: the writer says so.
            guard count > 0 else { break }
            left -= UInt64(count)
            try visit(.contents(UnsafeRawBufferPointer(rebasing: buffer[..<count])))
        }
        try visit(.endOfFile)
    }

    private func target(of name: ByteString, in folder: Descriptor, _ place: () -> String) throws -> ByteString {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = try check("read", place()) {
            name.withCString { readlinkat(folder.number, $0, &buffer, buffer.count) }
        }
        return ByteString(buffer[..<count].map { UInt8(bitPattern: $0) })
    }

    private func joined(_ names: [ByteString]) -> ByteString {
        ByteString(names.map(\.bytes).joined(separator: [UInt8(ascii: "/")]))
    }

    private static func kind(_ mode: mode_t) -> String {
        switch mode & S_IFMT {
        case S_IFSOCK: "a socket"
        case S_IFIFO: "a pipe"
        case S_IFCHR, S_IFBLK: "a device"
        default: "no file, folder or link"
        }
    }
}
