import Nix
import NixStores
import OCIImages

/// Writes store paths into a layer, as Nix has them on a disk: nothing can be written, and the time is 1.
struct StorePathLayer {
    private let writer: LayerWriter
    private let store: StoreDirectory
    private var name: [UInt8] = []
    /// How long the name is without what it has for each folder that was entered.
    private var lengths: [Int] = []

    /// Begins a layer with the folders that the paths are in, and those of an empty root if it is to have them.
    init(_ writer: LayerWriter, hasSkeleton: Bool, store: StoreDirectory = .standard) throws {
        self.writer = writer
        self.store = store
        var folders = hasSkeleton ? RootSkeleton.folders.map { ($0.path, $0.mode) } : []
        var above: [Substring] = []
        for part in store.path.split(separator: "/") {
            above.append(part)
            folders.append((above.joined(separator: "/"), 0o755))
        }
        for (path, mode) in folders.sorted(by: { $0.0.utf8.lexicographicallyPrecedes($1.0.utf8) }) {
            try writer.folder(Array(path.utf8), mode: mode)
        }
    }

    /// Begins a path.
    mutating func begin(_ path: StorePath) {
        name = Array(store.path(of: path).utf8.drop { $0 == UInt8(ascii: "/") })
        lengths = []
    }

    /// Writes what is told next of the path that was begun.
    mutating func write(_ event: NAREvent) throws {
        switch event {
        case .directory:
            try writer.folder(name, mode: 0o555)
            lengths.append(name.count)
        case .entry(let entry):
            name.removeSubrange((lengths.last ?? name.count)...)
            name.append(UInt8(ascii: "/"))
            name.append(contentsOf: entry.bytes)
        case .endOfDirectory: _ = lengths.popLast()
        case .file(let file): try writer.file(name, size: file.size, mode: file.isExecutable ? 0o555 : 0o444)
        case .contents(let bytes): try writer.contents(bytes)
        case .endOfFile: break
        case .symlink(let target): try writer.symlink(name, to: target.bytes)
        }
    }
}
