import ConfigurationGraph
import Nix

/// Reads a derivation and all that it is built from, each once, and checks that each is what its path says and makes
/// what it says it makes.
///
/// Inputs come before what needs them. Only the derivations between the root and where the walk is are held, without a
/// stack of calls, so neither many nor a deep chain of them costs memory. What the graph has was checked when it came in
/// and isn't read again.
struct DerivationWalk {
    /// Reads a derivation; nil if it isn't there.
    typealias Reader = (Nix.StorePath) throws -> NixStoreFolder.DerivationFile?
    /// What the graph has of a derivation; nil if it has nothing.
    typealias Known = (String) throws -> ConfigurationGraph.Derivation?

    /// The derivations that the graph lacks, inputs first.
    private(set) var derivations: [ConfigurationGraph.Derivation] = []
    /// The paths that they need and make.
    private(set) var storePaths: Set<Nix.StorePath> = []
    private var hashes = DerivationHashes()
    private var names: [Nix.StorePath: String] = [:]
    private let store: String
    private let reader: Reader
    private let known: Known

    /// - Parameter store: what the store is called in errors.
    init(store: String, reading reader: @escaping Reader, known: @escaping Known) {
        self.store = store
        self.reader = reader
        self.known = known
    }

    /// A derivation between the root and where the walk is.
    private struct Frame {
        let path: Nix.StorePath
        let file: NixStoreFolder.DerivationFile
        var next = 0

        var derivation: Nix.Derivation { file.derivation }
    }

    /// Walks from a root; returns it as the graph has it, or will have it.
    ///
    /// - Parameter progress: is told how many derivations were read; what it throws ends the walk.
    /// - Throws: ``NixForgeError``, what reading throws.
    mutating func run(
        from root: Nix.StorePath, progress: (Int) throws -> Void = { _ in }
    ) throws -> ConfigurationGraph.Derivation {
        guard root.isDerivation else { throw NixForgeError.derivation(.init(root, .notADerivation)) }
        if let known = try known(name(of: root)) { return known }
        var frames = [Frame(path: root, file: try read(root, neededBy: nil))]
        var open: Set = [root]
        while let frame = frames.last {
            guard frame.next < frame.derivation.inputDerivations.count else {
                try finish(frame)
                frames.removeLast()
                open.remove(frame.path)
                try progress(derivations.count)
                continue
            }
            frames[frames.count - 1].next += 1
            let input = frame.derivation.inputDerivations.entries[frame.next].key
            guard try !isKnown(input) else { continue }
            guard open.insert(input).inserted else {
                let cycle = frames.map(\.path).drop { $0 != input } + [input]
                throw NixForgeError.derivation(.init(frame.path, .cycle(Array(cycle))))
            }
            frames.append(Frame(path: input, file: try read(input, neededBy: frame.path)))
        }
        // The root is finished last.
        guard let node = derivations.last else {
            throw NixForgeError.notInStore(root, store: store, neededBy: nil)
        }
        return node
    }

    private func read(_ path: Nix.StorePath, neededBy needing: Nix.StorePath?) throws -> NixStoreFolder.DerivationFile {
        guard let file = try reader(path) else {
            throw NixForgeError.notInStore(path, store: store, neededBy: needing)
        }
        return file
    }

    /// Whether an input was walked before, in this walk or one whose outcome the graph has.
    private mutating func isKnown(_ path: Nix.StorePath) throws -> Bool {
        if hashes.knows(path) { return true }
        guard let node = try known(name(of: path)) else { return false }
        hashes.assume(path, modulo: node.hashModulo, outputs: node.outputs.map(\.name))
        return true
    }

    /// Checks a derivation whose inputs are known, and makes it a node.
    private mutating func finish(_ frame: Frame) throws {
        do {
            try hashes.check(frame.derivation, at: frame.path) { _ in nil }
        } catch let error as DerivationError {
            throw NixForgeError.derivation(error)
        }
        let derivation = frame.derivation
        let outputs = derivation.outputs.map { output in
            ConfigurationGraph.Derivation.Output(name: output.key, path: output.value.path.map { name(of: $0) })
        }
        let inputs = derivation.inputDerivations.map { (name(of: $0.key), $0.value.sorted()) }
        let sources = derivation.inputSources.sorted()
        storePaths.formUnion(sources)
        storePaths.formUnion(derivation.outputs.compactMap(\.value.path))
        derivations.append(
            ConfigurationGraph.Derivation(
                path: name(of: frame.path), outputs: outputs,
                inputDerivations: Dictionary(inputs, uniquingKeysWith: { first, _ in first }),
                inputSources: sources.map { name(of: $0) }, system: derivation.system.description,
                hashModulo: hashes.inputModulo(of: frame.path),
                narSize: Int64(NARWriter.size(ofFile: frame.file.length))))
    }

    /// A path's name in the graph: one string for all that name it.
    private mutating func name(of path: Nix.StorePath) -> String {
        if let known = names[path] { return known }
        let name = StoreDirectory.standard.path(of: path)
        names[path] = name
        return name
    }
}
