/// Reads what Nix writes while it builds, as it comes: what is built, how much there is to build, and the last lines.
struct NixOutput {
    /// The last lines, without what says nothing to a user.
    private(set) var lastLines: [String] = []
    /// How many derivations are to be built, as far as Nix has said.
    private(set) var total = 0
    /// How many of them were begun.
    private(set) var begun = 0
    /// Whether something found no space on a disk.
    private(set) var foundDiskFull = false
    private var line: [UInt8] = []

    private static let kept = 20
    /// The part of a line that is looked at; a build can write what it likes.
    private static let lineLimit = 1000

    /// Takes a piece.
    ///
    /// - Returns: the derivations that began to be built in it, as their paths, each with its number.
    mutating func take(_ piece: [UInt8]) -> [(path: String, number: Int)] {
        var building: [(String, Int)] = []
        for byte in piece {
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
                if let path = finishLine() { building.append((path, begun)) }
            } else if line.count < Self.lineLimit {
                line.append(byte)
            }
        }
        return building
    }

    /// Takes what stands behind the last line break for a line.
    mutating func finish() { _ = finishLine() }

    /// Nix's message: from its last line that begins with `error:` on, else all that is kept.
    var message: String {
        let start = lastLines.lastIndex { $0.hasPrefix("error:") } ?? 0
        return lastLines[min(start, lastLines.count)...].joined(separator: "\n")
    }

    private mutating func finishLine() -> String? {
        let text = String(decoding: line, as: UTF8.self)
        line.removeAll(keepingCapacity: true)
        // Its garbage collector doesn't run while the derivation is forged.
        guard !text.isEmpty, !text.hasPrefix("warning: you did not specify '--add-root'") else { return nil }
        lastLines.append(text)
        if lastLines.count > Self.kept { lastLines.removeFirst() }
        if text.contains("No space left on device") { foundDiskFull = true }
        if let count = Self.announced(in: text) { total = count }
        guard text.hasPrefix("building '"), text.hasSuffix("'...") else { return nil }
        begun += 1
        return String(text.dropFirst("building '".count).dropLast("'...".count))
    }

    /// How many derivations a line says will be built.
    private static func announced(in text: String) -> Int? {
        if text == "this derivation will be built:" { return 1 }
        guard text.hasPrefix("these "), text.hasSuffix(" derivations will be built:") else { return nil }
        return Int(text.dropFirst("these ".count).prefix { $0 != " " })
    }
}
