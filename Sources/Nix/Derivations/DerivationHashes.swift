/// Derivations' hashes modulo, each computed once (Nix manual, "Input-addressed derivation outputs").
///
/// A derivation's hash modulo leaves out how its fixed outputs are fetched: each input counts by its own hash modulo,
/// a fixed-output derivation by its output's hash and path alone. Output paths follow from it.
///
/// The walk holds only the derivations between a root and where it is, needs no stack for them, and ends on a cycle. A
/// graph of *n* derivations costs n reads and hashes, whatever its shape.
public struct DerivationHashes: Sendable {
    /// What an input counts by.
    struct Known: Sendable {
        /// SHA-256 in hexadecimal digits; nil if an output's path isn't known before it is built.
        var modulo: String?
        var outputs: [String]
    }

    /// Reads an input; nil if it isn't there.
    public typealias Reader = (StorePath) throws -> Derivation?

    let store: StoreDirectory
    var known: [StorePath: Known] = [:]

    /// Hashes of derivations of a store.
    public init(store: StoreDirectory = .standard) {
        self.store = store
    }

    /// The hash modulo of a derivation with its outputs' paths left out, from which these paths follow; nil if an
    /// input's path isn't known before that is built.
    ///
    /// - Throws: ``DerivationError`` if an input is missing, needs itself, or lacks an output; what `reading` throws.
    public mutating func modulo(
        of derivation: Derivation, at path: StorePath? = nil, reading: Reader
    ) throws -> Hash? {
        try visitInputs(of: derivation, at: path, reading)
        return try hash(derivation, at: path, hidesOutputs: true)
    }

    /// What was computed for an input that was visited.
    private func inputs(of derivation: Derivation, at path: StorePath?) throws(DerivationError) -> [String: Set<
        String
    >]? {
        var merged: [String: Set<String>] = [:]
        for input in derivation.inputDerivations {
            guard let known = known[input.key] else { throw DerivationError(path, .missingInput(input.key)) }
            if let output = input.value.sorted().first(where: { !known.outputs.contains($0) }) {
                throw DerivationError(path, .noSuchOutput(output, input: input.key))
            }
            guard let modulo = known.modulo else { return nil }
            merged[modulo, default: []].formUnion(input.value)
        }
        return merged
    }

    private func hash(
        _ derivation: Derivation, at path: StorePath?, hidesOutputs: Bool
    ) throws(DerivationError) -> Hash? {
        guard let inputs = try inputs(of: derivation, at: path) else { return nil }
        return .of(derivation.aterm(store: store, inputs: inputs, hidesOutputs: hidesOutputs))
    }

    /// Keeps what a derivation counts by, once it was checked, so that it needn't be read again as an input.
    mutating func remember(_ derivation: Derivation, at path: StorePath) throws(DerivationError) {
        if known[path] == nil { known[path] = try makeKnown(derivation, at: path) }
    }

    /// What a derivation counts by as an input of others.
    private func makeKnown(_ derivation: Derivation, at path: StorePath?) throws(DerivationError) -> Known {
        let outputs = derivation.outputs.keys
        if let fixed = derivation.fixedOutput {
            let hash = "\(fixed.address.method.rawValue)\(fixed.address.hash.prefixed(.base16))"
            let described = "fixed:out:\(hash):\(store.path(of: fixed.path))"
            return Known(modulo: Hash.of(Array(described.utf8)).text(.base16), outputs: outputs)
        }
        guard derivation.outputs.allSatisfy({ $0.value.path != nil }) else { return Known(outputs: outputs) }
        let modulo = try hash(derivation, at: path, hidesOutputs: false)
        return Known(modulo: modulo?.text(.base16), outputs: outputs)
    }
}

extension DerivationHashes {
    /// A derivation between the root and where the walk is.
    private struct Frame {
        var path: StorePath?
        var derivation: Derivation
        var next = 0
    }

    private mutating func visitInputs(of root: Derivation, at path: StorePath?, _ reading: Reader) throws {
        var frames = [Frame(path: path, derivation: root)]
        var open = Set([path].compactMap(\.self))
        while let frame = frames.last {
            let place = frames.count - 1
            guard frame.next < frame.derivation.inputDerivations.count else {
                frames.removeLast()
                guard let path = frame.path else { continue }
                open.remove(path)
                // The root's own hash is its caller's to ask for, and may have other inputs than the path says.
                if !frames.isEmpty { known[path] = try makeKnown(frame.derivation, at: path) }
                continue
            }
            frames[place].next += 1
            let input = frame.derivation.inputDerivations.entries[frame.next].key
            guard known[input] == nil else { continue }
            guard open.insert(input).inserted else {
                let cycle = frames.compactMap(\.path).drop { $0 != input }
                throw DerivationError(path, .cycle(cycle + [input]))
            }
            guard let derivation = try reading(input) else {
                throw DerivationError(frame.path, .missingInput(input))
            }
            frames.append(Frame(path: input, derivation: derivation))
        }
    }
}
