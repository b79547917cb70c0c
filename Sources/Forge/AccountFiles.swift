import OCI
import OCIImages

/// An image's `/etc/passwd` and `/etc/group`, as its topmost layers leave them: gathered while the layers pass, so that
/// no layer is read again for them.
struct AccountFiles {
    static let passwd = "etc/passwd"
    static let group = "etc/group"
    /// What is longer isn't kept: no service's image has ten thousand users.
    private static let limit: Int64 = 1 << 20

    private var files: [String: [UInt8]] = [:]
    /// Those of them that are of the layer that is passing.
    private var fresh: Set<String> = []

    /// The lines of a file, split at colons; none if the image has no such file.
    func rows(of file: String) -> [[Substring]] {
        String(decoding: files[file] ?? [], as: UTF8.self).split(separator: "\n")
            .map { $0.split(separator: ":", omittingEmptySubsequences: false) }
    }

    /// Whether an entry's bytes are to be given to ``take(_:bytes:)``.
    static func wants(_ entry: LayerEntry) -> Bool {
        guard case .file(let size) = entry.kind else { return false }
        return size <= limit && (entry.path.text == passwd || entry.path.text == group)
    }

    /// Takes in an entry, in the order of the layers and within them.
    mutating func take(_ entry: LayerEntry, bytes: [UInt8]?) {
        let path = entry.path.text
        switch entry.kind {
        case .folder where path == "etc", .folder where path.isEmpty: break
        case .opaque where path == "etc" || path.isEmpty: forgetLower { _ in true }
        case .whiteout where path == "etc": forgetLower { _ in true }
        case .whiteout: forgetLower { $0 == path }
        case .folder, .file, .symlink, .hardLink, .pipe:
            forget { $0 == path || path == "etc" }
            files[path] = bytes
            if bytes != nil { fresh.insert(path) }
        case .opaque: break
        }
    }

    /// Says that the layer is at its end.
    mutating func nextLayer() { fresh = [] }

    /// Forgets files of the layers below that are hidden; one of this layer shows, whatever is hidden.
    private mutating func forgetLower(_ condition: (String) -> Bool) {
        let kept = fresh
        forget { condition($0) && !kept.contains($0) }
    }

    private mutating func forget(_ condition: (String) -> Bool) {
        files = files.filter { !condition($0.key) }
    }
}
