import Nix

/// Content to hash and to scan.
enum Sample: String, CaseIterable {
    /// Bytes of any value.
    case noise
    /// Lower-case text, in which half the characters are digits of Nix's base-32.
    case prose
    /// Hexadecimal digits alone: nothing that a scanner could skip by.
    case digits
    /// Small files of noise.
    case program

    func bytes(_ count: Int) -> [UInt8] {
        var state: UInt64 = 7
        let words = Array("the quick brown fox jumps over a lazy dog; /usr/lib/x86_64-linux-gnu/libc.so.6\n".utf8)
        let hex = Array("0123456789abcdef".utf8)
        return (0..<count).map { place in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return switch self {
            case .noise, .program: UInt8(truncatingIfNeeded: state >> 56)
            case .prose: words[place % words.count]
            case .digits: hex[Int(state >> 60)]
            }
        }
    }

    /// A derivation about as long as those of nixpkgs, which needs ten others.
    static func derivation(_ number: Int) throws -> Derivation {
        var inputs = SortedMap<StorePath, Set<String>>()
        for input in 1...10 where number > 0 { inputs[try path(number * input / 11)] = ["out"] }
        var environment = SortedMap<ByteString, ByteString>()
        for variable in 0..<30 {
            environment[ByteString("variable\(variable)")] = ByteString(
                String(repeating: "value\(number) ", count: 6) + "\n")
        }
        return Derivation(
            outputs: ["out": .inputAddressed(try path(number))], inputDerivations: inputs, system: "x86_64-linux",
            builder: "/bin/sh", arguments: ["-e", "builder.sh"], environment: environment)
    }

    private static func path(_ number: Int) throws -> StorePath {
        let digest = StorePathDigest(folding: .of(Array("\(number)".utf8)))
        return try StorePath(digest: digest, name: "\(number).drv")
    }
}

/// Paths that no content names.
func candidates(_ count: Int) throws -> [StorePath] {
    try (0..<count).map { number in
        try StorePath(digest: StorePathDigest(folding: .of(Array("candidate \(number)".utf8))), name: "candidate")
    }
}

/// A folder of files of one size.
func archive(of bytes: [UInt8], fileSize: Int) throws -> [UInt8] {
    var archive: [UInt8] = []
    archive.reserveCapacity(bytes.count + bytes.count / 16)
    var writer = NARWriter()
    let sink = { (part: UnsafeRawBufferPointer) in archive.append(contentsOf: part) }
    try writer.write(.directory, to: sink)
    for start in stride(from: 0, to: bytes.count, by: fileSize) {
        let file = bytes[start..<min(bytes.count, start + fileSize)]
        try writer.write(.entry(ByteString("\(100_000_000_000 + start)")), to: sink)
        try writer.write(.file(NARFile(size: UInt64(file.count))), to: sink)
        try file.withUnsafeBytes { try writer.write(.contents($0), to: sink) }
        try writer.write(.endOfFile, to: sink)
    }
    try writer.write(.endOfDirectory, to: sink)
    try writer.finish()
    return archive
}

/// The bytes in pieces, as they come from a file.
func pieces(of bytes: [UInt8], _ body: (UnsafeRawBufferPointer) throws -> Void) rethrows {
    try bytes.withUnsafeBytes { all in
        for start in stride(from: 0, to: all.count, by: pieceSize) {
            try body(UnsafeRawBufferPointer(rebasing: all[start..<min(all.count, start + pieceSize)]))
        }
    }
}
