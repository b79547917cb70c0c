extension DerivationHashes {
    /// Whether a derivation needn't be read any more when it is an input of others.
    public func knows(_ path: StorePath) -> Bool { known[path] != nil }

    /// What a derivation counts by as an input of others, in hexadecimal digits: nil if it isn't known, or has none
    /// before it is built.
    public func inputModulo(of path: StorePath) -> String? { known[path]?.modulo }

    /// Takes over what was computed before, by ``check(_:at:reading:)`` and ``inputModulo(of:)`` of other hashes.
    public mutating func assume(_ path: StorePath, modulo: String?, outputs: [String]) {
        known[path] = Known(modulo: modulo, outputs: outputs)
    }
}
