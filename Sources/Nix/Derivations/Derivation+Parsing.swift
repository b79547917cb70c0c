extension Derivation {
    /// How long a derivation may be, in bytes: far more than any in nixpkgs.
    public static let byteLimit = 64 << 20

    /// Reads a `.drv` file's bytes.
    ///
    /// What is accepted prints as the same bytes again, so this is stricter than Nix, which accepts entries in any
    /// order, unknown escapes and trailing bytes, and never ends on a string without its end. It doesn't ask whether
    /// the outputs' paths are right: see ``DerivationHashes/check(_:at:reading:)``. O(n).
    public init(
        aterm bytes: [UInt8], store: StoreDirectory = .standard, limit: Int = Derivation.byteLimit
    ) throws(ATermError) {
        guard bytes.count <= limit else { throw ATermError(offset: limit, problem: .tooLong(limit: limit)) }
        self = try bytes.withUnsafeBufferPointer { buffer throws(ATermError) in
            var reader = ATermReader(UnsafeRawBufferPointer(buffer))
            return try Derivation(from: &reader, store)
        }
    }

    private init(from reader: inout ATermReader, _ store: StoreDirectory) throws(ATermError) {
        self.init(outputs: [:], system: "", builder: "")
        try reader.expect("Derive(")
        outputs = try reader.outputs(store)
        try reader.expect(",")
        inputDerivations = try reader.inputDerivations(store)
        try reader.expect(",")
        inputSources = try reader.inputSources(store)
        try reader.expect(",")
        system = try reader.string()
        try reader.expect(",")
        builder = try reader.string()
        try reader.expect(",")
        var arguments: [ByteString] = []
        try reader.list { reader throws(ATermError) in arguments.append(try reader.string()) }
        self.arguments = arguments
        try reader.expect(",")
        environment = try reader.environment()
        try reader.expect(")")
        try reader.end()
    }
}

extension ATermReader {
    fileprivate mutating func outputs(_ store: StoreDirectory) throws(ATermError) -> SortedMap<String, DerivationOutput>
    {
        let start = offset
        var outputs = SortedMap<String, DerivationOutput>()
        try list { reader throws(ATermError) in
            try reader.expect("(")
            let place = reader.offset
            let name = try reader.outputName()
            try reader.expect(",")
            let output = try reader.output(store)
            try reader.expect(")")
            guard outputs.append(name, output) else { throw reader.failure(.unsorted(name), at: place) }
        }
        guard !outputs.isEmpty else { throw failure(.badOutput("a derivation has at least one output"), at: start) }
        let hasFixed = outputs.contains { if case .fixed = $0.value { true } else { false } }
        guard !hasFixed || outputs.keys == ["out"] else {
            throw failure(.badOutput("an output with a hash is called 'out' and is the only one"), at: start)
        }
        return outputs
    }

    fileprivate mutating func inputDerivations(
        _ store: StoreDirectory
    ) throws(ATermError) -> SortedMap<StorePath, Set<String>> {
        var inputs = SortedMap<StorePath, Set<String>>()
        try list { reader throws(ATermError) in
            try reader.expect("(")
            let place = reader.offset
            let path = try reader.storePath(store)
            guard path.isDerivation else { throw reader.failure(.notADerivation(path), at: place) }
            try reader.expect(",")
            var last: String?
            var names: Set<String> = []
            try reader.list { reader throws(ATermError) in
                let place = reader.offset
                let name = try reader.outputName()
                if let last, last >= name { throw reader.failure(.unsorted(name), at: place) }
                names.insert(name)
                last = name
            }
            try reader.expect(")")
            guard inputs.append(path, names) else { throw reader.failure(.unsorted(path.baseName), at: place) }
        }
        return inputs
    }

    fileprivate mutating func inputSources(_ store: StoreDirectory) throws(ATermError) -> Set<StorePath> {
        var last: StorePath?
        var sources: Set<StorePath> = []
        try list { reader throws(ATermError) in
            let place = reader.offset
            let path = try reader.storePath(store)
            if let last, last >= path { throw reader.failure(.unsorted(path.baseName), at: place) }
            sources.insert(path)
            last = path
        }
        return sources
    }

    fileprivate mutating func environment() throws(ATermError) -> SortedMap<ByteString, ByteString> {
        var environment = SortedMap<ByteString, ByteString>()
        try list { reader throws(ATermError) in
            try reader.expect("(")
            let place = reader.offset
            let name = try reader.string()
            try reader.expect(",")
            let value = try reader.string()
            try reader.expect(")")
            guard environment.append(name, value) else {
                throw reader.failure(.unsorted(name.description), at: place)
            }
        }
        return environment
    }

    private mutating func storePath(_ store: StoreDirectory) throws(ATermError) -> StorePath {
        let place = offset
        let text = try plainString()
        var problem: StorePathError.Problem?
        if let path = store.storePath(text, problem: &problem) { return path }
        let error = StorePathError(text: String(decoding: text, as: UTF8.self), problem: problem ?? .badDigest)
        throw failure(.badPath(error), at: place)
    }

    private mutating func outputName() throws(ATermError) -> String {
        let place = offset
        let name = try plainString()
        let text = String(decoding: name, as: UTF8.self)
        if let problem = StorePath.problem(ofName: name) {
            throw failure(.badPath(StorePathError(text: text, problem: problem)), at: place)
        }
        return text
    }
}
