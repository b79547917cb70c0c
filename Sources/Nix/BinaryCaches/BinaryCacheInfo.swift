/// What a binary cache says of itself, its `nix-cache-info`.
public struct BinaryCacheInfo: Hashable, Sendable {
    /// The store that its paths are in.
    public var store: StoreDirectory
    /// Whether it is meant to be asked about many paths at once.
    public var wantsMassQuery: Bool
    /// The lower, the sooner it is asked; nil if it doesn't say (Nix then takes 50).
    public var priority: UInt64?

    /// What a cache says of itself.
    public init(store: StoreDirectory = .standard, wantsMassQuery: Bool = false, priority: UInt64? = nil) {
        self.store = store
        self.wantsMassQuery = wantsMassQuery
        self.priority = priority
    }

    /// Reads a `nix-cache-info`. Unknown fields are left alone; no `StoreDir` means the standard store.
    ///
    /// - Throws: ``NARInfoError`` also if the cache is of another store than is wanted.
    public init(_ bytes: [UInt8], for expected: StoreDirectory? = nil) throws(NARInfoError) {
        self.init()
        var seen: Set<String> = []
        for field in try FieldLines(bytes).fields {
            guard seen.insert(field.name).inserted else { throw field.failure(.duplicate) }
            switch field.name {
            case "StoreDir":
                guard let store = StoreDirectory(field.value), expected == nil || store == expected else {
                    throw field.failure(.otherStore(field.value, expected: expected ?? .standard))
                }
                self.store = store
            case "WantMassQuery": wantsMassQuery = try field.number(from: 0) == 1
            case "Priority": priority = try field.number(from: 0)
            default: break
            }
        }
        if let expected, store != expected {
            throw NARInfoError(.otherStore(store.path, expected: expected), field: "StoreDir")
        }
    }

    /// The file as Nix writes it.
    public var text: String {
        "StoreDir: \(store)\n" + (wantsMassQuery ? "WantMassQuery: 1\n" : "")
            + (priority.map { "Priority: \($0)\n" } ?? "")
    }
}
