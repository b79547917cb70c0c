/// Where a binary cache is: `file:///FOLDER`, `http://…`, `https://…`, or a folder's absolute path.
public enum CacheAddress: Hashable, Sendable {
    /// A folder on this machine.
    case folder(String)
    /// A server, without a `/` at the end.
    case server(String)

    /// Parses an address; nil if it is of another kind.
    public init?(_ text: String) {
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7f }) || text.hasPrefix("/") else { return nil }
        if let folder = Self.rest(of: text, after: "file://") ?? (text.hasPrefix("/") ? text : nil) {
            guard folder.hasPrefix("/"), !folder.contains("\0") else { return nil }
            self = .folder(Self.withoutSlash(folder))
            return
        }
        guard let rest = Self.rest(of: text, after: "https://") ?? Self.rest(of: text, after: "http://"),
            let first = rest.first, first != "/", !rest.contains("?"), !rest.contains("#")
        else { return nil }
        self = .server(Self.withoutSlash(text))
    }

    private static func rest(of text: String, after scheme: String) -> String? {
        text.lowercased().hasPrefix(scheme) ? String(text.dropFirst(scheme.count)) : nil
    }

    private static func withoutSlash(_ text: String) -> String {
        text.count > 1 && text.hasSuffix("/") ? withoutSlash(String(text.dropLast())) : text
    }
}

extension CacheAddress: CustomStringConvertible {
    public var description: String {
        switch self {
        case .folder(let folder): "file://\(folder)"
        case .server(let url): url
        }
    }
}
