import Foundation
import Nix
import NixStores

/// Derivations in a store, as many and hung together as a large package set's: each needs some before it, most of all
/// a few that nearly all need, and some sources of its own. The last needs them all.
struct GeneratedStore {
    /// The folder above `nix/store`.
    let root: String
    let count: Int

    private let directory = StoreDirectory.standard

    /// Writes the derivations, their sources, and a registration for `nix-store --load-db`.
    ///
    /// - Returns: the last derivation, and one that all others need.
    func write() throws -> (last: StorePath, hub: StorePath) {
        let folder = root + directory.path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var random = Steps(state: 7)
        var hashes = DerivationHashes()
        var paths: [StorePath] = []
        var isNeeded = [Bool](repeating: false, count: count)
        var infos: [StorePathInfo] = []
        for number in 0..<count {
            var inputs = SortedMap<StorePath, Set<String>>()
            for input in Self.inputs(of: number, count: count, &random) {
                inputs[paths[input]] = ["out"]
                isNeeded[input] = true
            }
            if number == count - 1 {
                for input in 0..<number where !isNeeded[input] { inputs[paths[input]] = ["out"] }
            }
            var sources: Set<StorePath> = []
            // Of 20 derivations three have a patch.
            if number % 20 < 3 {
                let text = Array("patch of \(number)\n".utf8)
                let path = try directory.textPath(name: "\(number).patch", hash: .of(text))
                infos.append(try write(text, to: path, references: []))
                sources.insert(path)
            }
            let derivation = try Self.derivation(number, inputs, sources, &hashes)
            let path = try directory.derivationPath(of: derivation, name: Self.name(number))
            try hashes.check(derivation, at: path) { _ in nil }
            infos.append(try write(derivation.aterm(), to: path, references: derivation.references))
            paths.append(path)
        }
        try StoreRegistration(infos).text().write(toFile: "\(root)/registration", atomically: true, encoding: .utf8)
        return (paths[count - 1], paths[0])
    }

    /// Nine in ten need the first of all; each needs one that is near it, and some from anywhere.
    private static func inputs(of number: Int, count: Int, _ random: inout Steps) -> Set<Int> {
        guard number > 0 else { return [] }
        var inputs: Set = [max(0, number - 1 - random.next(below: 40))]
        if random.next(below: 10) > 0 { inputs.insert(0) }
        for _ in 0..<random.next(below: 7) { inputs.insert(random.next(below: number)) }
        return inputs
    }

    private static func name(_ number: Int) -> String { "package\(number)-1.\(number % 17)" }

    private static func derivation(
        _ number: Int, _ inputs: SortedMap<StorePath, Set<String>>, _ sources: Set<StorePath>,
        _ hashes: inout DerivationHashes
    ) throws -> Derivation {
        let placeholder = try StorePath(digest: StorePathDigest(folding: .of(Array("out".utf8))), name: "out")
        var environment = SortedMap<ByteString, ByteString>()
        for variable in 0..<12 {
            environment[ByteString("variable\(variable)")] = ByteString(String(repeating: "value\(number) ", count: 4))
        }
        environment["out"] = ""
        var derivation = Derivation(
            outputs: ["out": .inputAddressed(placeholder)], inputDerivations: inputs, inputSources: sources,
            system: "x86_64-linux", builder: "/bin/sh", arguments: ["-e", "builder.sh"], environment: environment)
        let outputs = try hashes.outputPaths(of: derivation, name: name(number)) { _ in nil }
        guard let output = outputs["out"] ?? nil else { return derivation }
        derivation.outputs["out"] = .inputAddressed(output)
        derivation.environment["out"] = ByteString(StoreDirectory.standard.path(of: output))
        return derivation
    }

    private func write(_ bytes: [UInt8], to path: StorePath, references: Set<StorePath>) throws -> StorePathInfo {
        try Data(bytes).write(to: URL(fileURLWithPath: root + directory.path(of: path)))
        var hasher = StreamHasher()
        var writer = NARWriter()
        try writer.write(.file(NARFile(size: UInt64(bytes.count)))) { hasher.update($0) }
        try bytes.withUnsafeBytes { content in try writer.write(.contents(content)) { hasher.update($0) } }
        try writer.write(.endOfFile) { hasher.update($0) }
        try writer.finish()
        let size = hasher.count
        return StorePathInfo(path: path, narHash: hasher.hash(), narSize: size, references: references)
    }
}

/// The same numbers in every run.
private struct Steps {
    var state: UInt64

    mutating func next(below bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }
}
