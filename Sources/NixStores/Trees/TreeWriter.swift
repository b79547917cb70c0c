import Files
import Glibc
import Nix

/// Makes what an archive tells of, in the form that Nix gives to all in a store: modes 0444 and 0555, and the time 1
/// (Nix, `canonicalisePathMetaData`).
///
/// Each thing is made new, in a folder that is open, so no symbolic link is followed. It takes the events of a
/// ``NARReader``, which has checked their order and names.
final class TreeWriter {
    /// How many folders are kept open; what is above is found by `..`.
    private static let openFolders = 64
    private static let times = [timespec(tv_sec: 1, tv_nsec: 0), timespec(tv_sec: 1, tv_nsec: 0)]

    private let place: String
    /// The folders from the parent to where the next thing is made; nil where one was closed.
    private var folders: [Descriptor?]
    private var current: Descriptor
    private var name: ByteString
    private var file: (descriptor: Descriptor, isExecutable: Bool)?

    /// Begins to make what an archive tells of under a name in a folder.
    ///
    /// - Parameter place: the path that it will have, for errors.
    init(_ name: ByteString, in parent: Descriptor, place: String) {
        self.name = name
        self.place = place
        folders = []
        current = parent
    }

    /// Makes what comes next.
    ///
    /// - Throws: ``FileError``.
    func write(_ event: NAREvent) throws(FileError) {
        switch event {
        case .directory: try enter()
        case .entry(let name): self.name = name
        case .endOfDirectory: try leave()
        case .file(let file):
            let flags = O_WRONLY | O_CREAT | O_EXCL
            self.file = (try current.open(name, flags, mode: 0o600, whereabouts), file.isExecutable)
        case .contents(let bytes): try write(bytes)
        case .endOfFile:
            guard let (descriptor, isExecutable) = file else { return }
            file = nil
            try canonicalise(descriptor, isExecutable ? 0o555 : 0o444)
        case .symlink(let target):
            try check("make", whereabouts) {
                target.withCString { target in name.withCString { symlinkat(target, current.number, $0) } }
            }
            try check("give its time to", whereabouts) {
                name.withCString { utimensat(current.number, $0, Self.times, AT_SYMLINK_NOFOLLOW) }
            }
        }
    }

    private func write(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
        guard let file else { return }
        var done = 0
        while done < bytes.count {
            done += try check("write", whereabouts) {
                Glibc.write(file.descriptor.number, bytes.baseAddress.map { $0 + done }, bytes.count - done)
            }
        }
    }

    private func enter() throws(FileError) {
        try check("make", whereabouts) { name.withCString { mkdirat(current.number, $0, 0o700) } }
        let folder = try current.open(name, O_RDONLY | O_DIRECTORY, whereabouts)
        folders.append(folders.count < Self.openFolders ? current : nil)
        current = folder
    }

    private func leave() throws(FileError) {
        let folder = current
        guard let last = folders.popLast() else { return }
        let parent =
            if let last { last } else {
                Descriptor(
                    try check("open", whereabouts) {
                        openat(folder.number, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
                    })
            }
        try canonicalise(folder, 0o555)
        current = parent
    }

    private func canonicalise(_ descriptor: Descriptor, _ mode: mode_t) throws(FileError) {
        try check("give its mode to", whereabouts) { fchmod(descriptor.number, mode) }
        try check("give its time to", whereabouts) { futimens(descriptor.number, Self.times) }
    }

    private var whereabouts: String { folders.isEmpty ? place : "\(place)/…/\(name)" }
}
