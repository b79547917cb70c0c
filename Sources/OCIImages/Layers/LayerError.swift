public import OCI

/// Why a layer is refused: which layer, which of its entries, and what is wrong with it.
public struct LayerError: Error, Hashable, Sendable {
    /// What can be wrong with a layer.
    public enum Problem: Error, Hashable, Sendable {
        /// The stream is no tar, is cut off, or is compressed in a way that can't be read; with libarchive's words.
        case unreadable(String)
        /// The stream isn't the one that the image's configuration names.
        case wrongDiffID(expected: Digest, found: Digest)
        /// The tar stream is longer than the limit, in bytes.
        case tooLarge(limit: Int64)
        /// The stream grows more than the limit allows when it is decompressed.
        case ratio(limit: Int64)
        /// There are more entries than the limit.
        case tooManyEntries(limit: Int)
        /// The entry has no name.
        case emptyName
        /// The entry's name holds a NUL.
        case nulInName
        /// The entry's path is longer than the limit, in bytes.
        case pathTooLong(limit: Int)
        /// One name in the entry's path is longer than the limit, in bytes.
        case nameTooLong(limit: Int)
        /// The entry's path starts with a slash.
        case absolutePath
        /// The entry's path holds `..`.
        case leavesImage
        /// The entry lies below a symbolic link of this layer, or of one below it.
        case throughSymlink(String)
        /// The entry lies below something that is no folder.
        case belowFile
        /// The entry would replace a folder that this layer itself has filled.
        case replacesFolder
        /// The entry is a device.
        case device
        /// The entry is of a kind that layers don't have.
        case unknownKind
        /// A hard link's target isn't in this layer.
        case linkTarget(String)
        /// A symbolic link leads nowhere or its target is too long.
        case symlinkTarget
        /// A whiteout names nothing that could be hidden.
        case whiteout
    }

    /// The layer's digest.
    public var layer: Digest
    /// The entry's path as the layer has it; nil when it is the layer as a whole.
    public var entry: String?
    /// What is wrong.
    public var problem: Problem

    public init(layer: Digest, entry: String?, problem: Problem) {
        self.layer = layer
        self.entry = entry
        self.problem = problem
    }
}

extension LayerError: CustomStringConvertible {
    public var description: String {
        let place = entry.map { " entry '\(Self.printable($0))'" } ?? ""
        return "layer \(layer.algorithm.rawValue):\(layer.short):\(place) \(problem)"
    }

    /// The path as it can be shown: at most 80 characters and none that moves a terminal's cursor.
    private static func printable(_ path: String) -> String {
        let plain = String(path.map { $0.unicodeScalars.contains { $0.value < 32 || $0.value == 127 } ? "?" : $0 })
        return plain.count > 80 ? plain.prefix(80) + "…" : plain
    }
}

extension LayerError.Problem: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unreadable(let reason): "can't be read: \(reason)"
        case .wrongDiffID(let expected, let found):
            "is not what the image's configuration says: its diff id is \(found), not \(expected)"
        case .tooLarge(let limit): "is larger than \(limit) bytes when unpacked"
        case .ratio(let limit): "unpacks to more than \(limit) times its size, as only an attack does"
        case .tooManyEntries(let limit): "has more than \(limit) entries"
        case .emptyName: "has an empty name"
        case .nulInName: "has a NUL in its name"
        case .pathTooLong(let limit): "has a path of more than \(limit) bytes"
        case .nameTooLong(let limit): "has a name of more than \(limit) bytes"
        case .absolutePath: "has an absolute path"
        case .leavesImage: "leads out of the image by '..'"
        case .throughSymlink(let link): "lies below '\(link)', which is a symbolic link"
        case .belowFile: "lies below something that is no folder"
        case .replacesFolder: "would replace a folder that the same layer fills"
        case .device: "is a device, which an image may not bring along"
        case .unknownKind: "is neither file, folder, link nor pipe"
        case .linkTarget(let target): "is a hard link to '\(target)', which is not in the layer"
        case .symlinkTarget: "is a symbolic link without a usable target"
        case .whiteout: "is a whiteout that names nothing"
        }
    }
}
