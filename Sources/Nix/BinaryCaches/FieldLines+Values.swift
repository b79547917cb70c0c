/// What the values of fields are read as.
extension FieldLines.Field {
    func failure(_ problem: NARInfoError.Problem) -> NARInfoError {
        NARInfoError(problem, line: line, field: name)
    }

    func reading<Value>(_ read: (String) throws(StorePathError) -> Value) throws(NARInfoError) -> Value {
        do throws(StorePathError) { return try read(value) } catch { throw failure(.badPath(error)) }
    }

    /// `ALGORITHM:TEXT`.
    func hash(_ algorithm: HashAlgorithm? = nil) throws(NARInfoError) -> Hash {
        do throws(HashError) {
            guard value.contains(":") || value.contains("-") else {
                throw HashError(text: value, problem: .missingAlgorithm)
            }
            return try Hash(value, algorithm: algorithm)
        } catch {
            throw failure(.badHash(error))
        }
    }

    /// A number in decimal digits.
    func number(from least: UInt64) throws(NARInfoError) -> UInt64 {
        let isPlain = value.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard isPlain, let number = UInt64(value), number >= least else { throw failure(.badNumber(value)) }
        return number
    }

    /// Base names with a blank between them.
    func references() throws(NARInfoError) -> Set<StorePath> {
        var references: Set<StorePath> = []
        for word in value.isEmpty ? [] : value.split(separator: " ", omittingEmptySubsequences: false) {
            let path = try reading { _ throws(StorePathError) in try StorePath(String(word)) }
            guard references.insert(path).inserted else { throw failure(.duplicateReference(path)) }
        }
        return references
    }

    /// A base name, or what Nix writes if there is none.
    func deriver() throws(NARInfoError) -> StorePath? {
        if value.isEmpty || value == "unknown-deriver" { return nil }
        return try reading { text throws(StorePathError) in try StorePath(text) }
    }

    func contentAddress() throws(NARInfoError) -> ContentAddress? {
        if value.isEmpty { return nil }
        do throws(HashError) { return try ContentAddress(value) } catch { throw failure(.badHash(error)) }
    }

    func signature() throws(NARInfoError) -> Signature {
        do throws(KeyError) { return try Signature(value) } catch { throw failure(.badSignature(error)) }
    }
}
