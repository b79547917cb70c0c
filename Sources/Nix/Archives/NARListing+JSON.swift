extension NARListing {
    /// The listing as a cache's `.ls` file has it, byte for byte (`{"version":1,"root":…}`).
    ///
    /// nil if a name or a link's target is no UTF-8: JSON can't hold it.
    public var json: String? {
        var text = "{\"version\":1,\"root\":"
        // Whether an entry precedes in the folder that is open, for each that is.
        var hasEntries: [Bool] = []
        for entry in entries {
            while hasEntries.count > entry.depth {
                text += "}}"
                hasEntries.removeLast()
            }
            if let isLater = hasEntries.last {
                guard let name = Self.quoted(entry.name) else { return nil }
                text += (isLater ? "," : "") + name + ":"
                hasEntries[hasEntries.count - 1] = true
            }
            switch entry.node {
            case .directory:
                text += "{\"type\":\"directory\",\"entries\":{"
                hasEntries.append(false)
            case .file(let file):
                text += "{\"type\":\"regular\",\"size\":\(file.size)"
                text += file.isExecutable ? ",\"executable\":true" : ""
                text += ",\"narOffset\":\(file.offset)}"
            case .symlink(let target):
                guard let target = Self.quoted(target) else { return nil }
                text += "{\"type\":\"symlink\",\"target\":\(target)}"
            }
        }
        for _ in hasEntries { text += "}}" }
        return text + "}"
    }

    /// A JSON string (RFC 8259, section 7).
    private static func quoted(_ string: ByteString) -> String? {
        guard let text = string.text else { return nil }
        return text.unicodeScalars.reduce(into: "\"") { quoted, scalar in
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case "\0"..<" ": quoted += "\\u00" + Base16.encode([UInt8(scalar.value)])
            default: quoted.unicodeScalars.append(scalar)
            }
        } + "\""
    }
}
