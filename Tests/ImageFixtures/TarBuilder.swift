/// Writes tar archives byte by byte, wrong ones too: what no archiver lets one write.
public struct TarBuilder {
    /// The archive so far, without an end.
    public private(set) var bytes: [UInt8] = []

    public init() {}

    /// The archive with the two blocks that end it.
    public var ended: [UInt8] { bytes + [UInt8](repeating: 0, count: 1024) }

    /// Adds an entry of any kind; a name of more than 100 bytes needs a pax record.
    public mutating func add(
        _ name: String, type: Character, content: [UInt8] = [], mode: Int = 0o644, uid: Int = 0, gid: Int = 0,
        time: Int = 1_000_000_000, link: String = "", pax: [(key: String, value: [UInt8])] = []
    ) {
        if !pax.isEmpty {
            let records = pax.flatMap { Self.record($0.key, $0.value) }
            append(Self.header("pax", "x", records.count, 0o644, 0, 0, 0, ""), records)
        }
        append(Self.header(name, type, content.count, mode, uid, gid, time, link), content)
    }

    /// Adds a regular file.
    public mutating func file(_ name: String, _ content: String = "", mode: Int = 0o644) {
        add(name, type: "0", content: Array(content.utf8), mode: mode)
    }

    /// Adds a folder.
    public mutating func folder(_ name: String, mode: Int = 0o755) { add(name, type: "5", mode: mode) }

    /// Adds a symbolic link.
    public mutating func symlink(_ name: String, to target: String) { add(name, type: "2", mode: 0o777, link: target) }

    /// Adds a hard link.
    public mutating func hardLink(_ name: String, to target: String) { add(name, type: "1", link: target) }

    /// Makes an archive in one go.
    public static func archive(_ build: (inout TarBuilder) -> Void) -> [UInt8] {
        var builder = TarBuilder()
        build(&builder)
        return builder.ended
    }

    private mutating func append(_ header: [UInt8], _ content: [UInt8]) {
        bytes += header + content + [UInt8](repeating: 0, count: (512 - content.count % 512) % 512)
    }

    private static func header(
        _ name: String, _ type: Character, _ size: Int, _ mode: Int, _ uid: Int, _ gid: Int, _ time: Int, _ link: String
    ) -> [UInt8] {
        var header = [UInt8](repeating: 0, count: 512)
        func put(_ text: String, _ offset: Int) {
            header.replaceSubrange(offset..<offset + text.utf8.count, with: text.utf8)
        }
        func put(_ value: Int, _ digits: Int, _ offset: Int) {
            let text = String(value, radix: 8)
            put(String(repeating: "0", count: digits - text.count) + text, offset)
        }
        put(String(name.prefix(100)), 0)
        put(mode, 7, 100)
        put(uid, 7, 108)
        put(gid, 7, 116)
        put(size, 11, 124)
        put(time, 11, 136)
        put("        ", 148)
        put(String(type), 156)
        put(String(link.prefix(100)), 157)
        put("ustar", 257)
        put("00", 263)
        put(header.reduce(0) { $0 + Int($1) }, 6, 148)
        header[154] = 0
        return header
    }

    /// `LENGTH KEY=VALUE\n`, where the length counts itself.
    private static func record(_ key: String, _ value: [UInt8]) -> [UInt8] {
        let rest = Array(" \(key)=".utf8) + value + [10]
        var length = rest.count
        while String(length).utf8.count + rest.count != length { length = String(length).utf8.count + rest.count }
        return Array(String(length).utf8) + rest
    }
}
