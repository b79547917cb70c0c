import Files
import Glibc
import Nix

/// Removes a tree, whatever its modes, its depth and the bytes of its names. No symbolic link is followed.
enum TreeRemover {
    /// Removes what is under a name in a folder, if there is something.
    ///
    /// - Throws: ``FileError``.
    static func remove(_ name: ByteString, in parent: Descriptor, place: String) throws(FileError) {
        guard let status = try parent.status(of: name, place) else { return }
        guard status.st_mode & S_IFMT == S_IFDIR else { return try unlink(name, in: parent, 0, place) }
        var current = try enter(name, in: parent, place)
        // Of each folder on the way its name, and what is left to remove in it.
        var way = [(name: name, left: try current.names(place))]
        while let last = way.last {
            guard let next = last.left.last else {
                let above =
                    way.count == 1
                    ? parent
                    : Descriptor(
                        try check("open", place) {
                            openat(current.number, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
                        })
                try unlink(last.name, in: above, AT_REMOVEDIR, place)
                way.removeLast()
                current = above
                continue
            }
            way[way.count - 1].left.removeLast()
            guard let status = try current.status(of: next, place) else { continue }
            if status.st_mode & S_IFMT == S_IFDIR {
                current = try enter(next, in: current, place)
                way.append((next, try current.names(place)))
            } else {
                try unlink(next, in: current, 0, place)
            }
        }
    }

    private static func enter(_ name: ByteString, in folder: Descriptor, _ place: String) throws(FileError)
        -> Descriptor
    {
        // Who isn't root may neither list nor change a folder without this.
        _ = name.withCString { fchmodat(folder.number, $0, 0o700, 0) }
        return try folder.open(name, O_RDONLY | O_DIRECTORY, place)
    }

    private static func unlink(
        _ name: ByteString, in folder: Descriptor, _ flags: Int32, _ place: String
    ) throws(FileError) {
        try check("remove", place) { name.withCString { unlinkat(folder.number, $0, flags) } }
    }
}
