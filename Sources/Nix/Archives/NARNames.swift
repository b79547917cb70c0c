/// The names on the way from an archive's root to where a reader or writer is, each checked.
struct NARNames: Sendable {
    private struct Folder: Sendable {
        var last: ByteString?
        /// The names in lower case; kept where clashes are looked for only.
        var folded: Set<String> = []
    }

    private let limits: NARLimits
    private var folders: [Folder] = []

    init(limits: NARLimits) {
        self.limits = limits
    }

    var isAtRoot: Bool { folders.isEmpty }
    var path: [ByteString] { folders.compactMap(\.last) }

    mutating func enter() -> NARError.Problem? {
        guard folders.count < limits.depth else { return .tooDeep(limit: limits.depth) }
        folders.append(Folder())
        return nil
    }

    mutating func leave() {
        folders.removeLast()
    }

    /// Takes the next name of the innermost folder; returns what is wrong with it.
    mutating func add(_ name: ByteString) -> NARError.Problem? {
        let place = folders.count - 1
        let bytes = name.bytes
        guard !bytes.isEmpty, bytes.count <= NARLimits.name, name != ".", name != "..",
            !bytes.contains(0), !bytes.contains(UInt8(ascii: "/"))
        else { return .badName(name) }
        if let last = folders[place].last {
            if name == last { return .duplicate(name) }
            if name < last { return .unsorted(name, after: last) }
        }
        if !limits.allowsCaseClashes {
            let folded = String(decoding: bytes, as: UTF8.self).lowercased()
            guard folders[place].folded.insert(folded).inserted else { return .caseClash(name) }
        }
        folders[place].last = name
        return nil
    }

    static func problem(ofTarget target: ByteString) -> NARError.Problem? {
        target.isEmpty || target.count > NARLimits.target || target.bytes.contains(0) ? .badTarget(target) : nil
    }
}
