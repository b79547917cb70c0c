/// What turns one closure into another, package by package.
public struct ClosureDifference: Hashable, Sendable {
    /// What became of a package.
    public enum Change: String, Hashable, Sendable, Codable {
        /// Only the second closure has it.
        case added
        /// Only the first has it.
        case removed
        /// Both have it, in other versions.
        case version
        /// Both have the same versions, of other content.
        case content
    }

    /// One package that differs.
    public struct Package: Hashable, Sendable {
        /// The package's name; of an image's nodes, their kind, and of a layer its own name.
        public let name: String
        public let change: Change
        /// Its versions in the first closure, sorted; of an image's nodes, their digests.
        public let before: [String]
        /// Its versions in the second.
        public let after: [String]
        /// How long all of it is in the first.
        public let sizeBefore: Int64
        /// How long it is in the second.
        public let sizeAfter: Int64
        /// The nodes that the first has alone, sorted.
        public let removed: [NodeID]
        /// The nodes that the second has alone.
        public let added: [NodeID]
    }

    /// What differs, sorted by name.
    public let packages: [Package]
    /// The length of the first closure.
    public let sizeBefore: Int64
    /// The length of the second.
    public let sizeAfter: Int64

    public init(from first: ClosureSizes, to second: ClosureSizes) {
        let (before, after) = (Self.grouped(first), Self.grouped(second))
        packages = Set(before.keys).union(after.keys).sorted().compactMap { name in
            Package(name, before[name] ?? [], after[name] ?? [])
        }
        (sizeBefore, sizeAfter) = (first.size, second.size)
    }

    private static func grouped(_ closure: ClosureSizes) -> [String: [ClosureSizes.Member]] {
        Dictionary(grouping: closure.members) { $0.id.packageAndVersion.name }
    }
}

extension ClosureDifference.Package {
    /// Nil if both have the same nodes.
    fileprivate init?(_ name: String, _ first: [ClosureSizes.Member], _ second: [ClosureSizes.Member]) {
        let (ids, others) = (Set(first.map(\.id)), Set(second.map(\.id)))
        guard ids != others else { return nil }
        self.name = name
        before = Set(ids.map(\.packageAndVersion.version)).subtracting([""]).sorted()
        after = Set(others.map(\.packageAndVersion.version)).subtracting([""]).sorted()
        change = ids.isEmpty ? .added : others.isEmpty ? .removed : before == after ? .content : .version
        sizeBefore = first.reduce(0) { $0 + $1.size }
        sizeAfter = second.reduce(0) { $0 + $1.size }
        removed = ids.subtracting(others).sorted()
        added = others.subtracting(ids).sorted()
    }
}

extension NodeID {
    /// What package a dependency node is of. An image's parts have no names, so each kind of them is one, and each layer.
    fileprivate var packageAndVersion: (name: String, version: String) {
        switch kind {
        case .storePath, .derivation:
            let package = PackageName(PackageName.withoutOutput(PackageName.text(inStorePath: name)))
            return (kind == .derivation ? "\(package.name).drv" : package.name, package.version)
        case .layer: return (description, "")
        default: return (kind.rawValue, name)
        }
    }
}
