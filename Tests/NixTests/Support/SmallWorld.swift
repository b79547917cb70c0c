import TestRandom

@testable import Nix

/// Three store paths, each of which names those before it.
struct SmallWorld {
    let paths: [Export]

    init(seed: UInt64) throws {
        var random = SplitMix(state: seed)
        var paths: [Export] = []
        for number in 0..<3 {
            let digest = StorePathDigest(folding: .of(random.bytes(20)))
            let path = try StorePath(digest: digest, name: "small-\(number)")
            let references = Set(paths.map(\.info.path))
            let text = references.sorted().map { StoreDirectory.standard.path(of: $0) }.joined(separator: "\n")
            var archive: [UInt8] = []
            var writer = NARWriter()
            let events: [NAREvent] = [.directory, .entry("file"), .file(NARFile(size: UInt64(text.utf8.count)))]
            let sink = { (part: UnsafeRawBufferPointer) in archive.append(contentsOf: part) }
            for event in events { try writer.write(event, to: sink) }
            try Array(text.utf8).withUnsafeBytes { try writer.write(.contents($0), to: sink) }
            for event in [.endOfFile, .endOfDirectory] as [NAREvent] { try writer.write(event, to: sink) }
            try writer.finish()
            let info = StorePathInfo(
                path: path, narHash: .of(archive), narSize: UInt64(archive.count), references: references)
            paths.append(Export(info: info, archive: archive))
        }
        self.paths = paths
    }
}
