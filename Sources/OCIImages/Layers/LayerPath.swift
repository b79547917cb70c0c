/// Where an entry of a layer lies, relative to the image's root: a path that can't lead out of it.
///
/// A leading `./`, doubled slashes and single dots are taken away, so that one file has one path. The root is "".
public struct LayerPath: Hashable, Sendable {
    /// The path without a leading or trailing slash.
    public let text: String

    /// Takes a path as an archive has it.
    ///
    /// - Throws: a ``LayerError/Problem`` for a path that is absolute, leaves the image, is empty or too long.
    public init(parsing raw: String, limits: LayerLimits = .default) throws(LayerError.Problem) {
        guard !raw.isEmpty else { throw .emptyName }
        // umoci calls the root "/" where it is given one; any other absolute path would be relative to it.
        guard raw.utf8.first != UInt8(ascii: "/") || raw == "/" else { throw .absolutePath }
        guard raw.utf8.count <= limits.pathLength else { throw .pathTooLong(limit: limits.pathLength) }
        var names: [Substring.UTF8View] = []
        for name in raw.utf8.split(separator: UInt8(ascii: "/")) where !name.elementsEqual(".".utf8) {
            guard !name.elementsEqual("..".utf8) else { throw .leavesImage }
            guard name.count <= limits.nameLength else { throw .nameTooLong(limit: limits.nameLength) }
            names.append(name)
        }
        text = names.map { String(Substring($0)) }.joined(separator: "/")
    }

    init(trusted text: some StringProtocol) { self.text = String(text) }

    /// Whether this is the image's root.
    public var isRoot: Bool { text.isEmpty }

    /// The folder that holds the entry; the root's is the root.
    public var parent: LayerPath {
        guard let slash = lastSlash else { return .root }
        return LayerPath(trusted: text[..<slash])
    }

    /// The entry's own name; "" for the root.
    public var name: String {
        guard let slash = lastSlash else { return text }
        return String(text[text.utf8.index(after: slash)...])
    }

    /// The entry of another name in the same folder.
    func sibling(_ name: some StringProtocol) -> LayerPath {
        guard let slash = lastSlash else { return LayerPath(trusted: name) }
        return LayerPath(trusted: text[...slash] + name)
    }

    /// The folders that hold the entry, outermost first, without the root.
    var ancestors: some Sequence<LayerPath> {
        text.utf8.indices.lazy.filter { text.utf8[$0] == UInt8(ascii: "/") }.map { LayerPath(trusted: text[..<$0]) }
    }

    private var lastSlash: String.Index? { text.utf8.lastIndex(of: UInt8(ascii: "/")) }
}

extension LayerPath: CustomStringConvertible {
    public var description: String { text.isEmpty ? "." : text }
}
