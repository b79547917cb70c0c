extension DerivationHashes {
    /// The paths that a derivation's outputs have; nil for those that aren't known before it is built.
    ///
    /// - Parameter name: the derivation's name, without `.drv`.
    /// - Throws: ``DerivationError`` if an input is missing, needs itself, or lacks an output, or if an output's path
    ///   would have a name that store paths can't have; what `reading` throws.
    public mutating func outputPaths(
        of derivation: Derivation, name: String, at path: StorePath? = nil, reading: Reader
    ) throws -> SortedMap<String, StorePath?> {
        let hash = try modulo(of: derivation, at: path, reading: reading)
        var paths = SortedMap<String, StorePath?>()
        for (output, value) in derivation.outputs.map({ ($0.key, $0.value) }) {
            do throws(StorePathError) {
                paths[output] = .some(try makePath(of: output, value, name, hash))
            } catch {
                throw DerivationError(path, .badOutputName(output, error))
            }
        }
        return paths
    }

    /// Checks that a derivation is what its path says, that its outputs' paths are those that follow from it, and that
    /// the builder is told them.
    ///
    /// Nix, when it reads a derivation, doesn't compare its content with its name.
    ///
    /// - Throws: ``DerivationError``; what `reading` throws.
    public mutating func check(_ derivation: Derivation, at path: StorePath, reading: Reader) throws {
        guard path.isDerivation else { throw DerivationError(path, .notADerivation) }
        let name = String(path.name.dropLast(4))
        let own = try store.derivationPath(of: derivation, name: name)
        guard own == path else { throw DerivationError(path, .otherContent(own)) }
        for (output, expected) in try outputPaths(of: derivation, name: name, at: path, reading: reading).map({
            ($0.key, $0.value)
        }) {
            let actual = derivation.outputs[output]?.path
            guard actual == expected else { throw DerivationError(path, .wrongOutput(output, shouldBe: expected)) }
            guard let expected else { continue }
            let variable = derivation.environment[ByteString(output)]
            guard variable == ByteString(store.path(of: expected)) else {
                throw DerivationError(path, .wrongVariable(output, shouldBe: expected))
            }
        }
        try remember(derivation, at: path)
    }

    private func makePath(
        of output: String, _ value: DerivationOutput, _ name: String, _ modulo: Hash?
    ) throws(StorePathError) -> StorePath? {
        switch value {
        case .fixed(_, let address):
            let name = StoreDirectory.name(ofOutput: output, of: name)
            return try store.fixedOutputPath(name: name, address)
        case .inputAddressed:
            guard let modulo else { return nil }
            return try store.outputPath(output, of: name, modulo: modulo)
        case .floating, .deferred, .impure: return nil
        }
    }
}

extension StoreDirectory {
    /// The path of a derivation itself: a text that names its inputs.
    ///
    /// - Parameter name: the derivation's name, without `.drv`.
    public func derivationPath(of derivation: Derivation, name: String) throws(StorePathError) -> StorePath {
        let hash = Hash.of(derivation.aterm(store: self))
        return try textPath(name: name + ".drv", hash: hash, references: derivation.references)
    }
}
