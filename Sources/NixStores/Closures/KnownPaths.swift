public import Nix

/// Paths of which all is known beforehand, their hashes too: their content is right wherever it comes from, so nobody
/// need vouch for it.
public struct KnownPaths: ClosureSource {
    private let infos: [StorePath: StorePathInfo]
    private let sources: [any ClosureSource]

    /// Paths that are taken from the first of several sources that has them.
    public init(_ infos: some Sequence<StorePathInfo>, from sources: [any ClosureSource]) {
        self.infos = Dictionary(infos.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        self.sources = sources
    }

    public var place: String { sources.map(\.place).joined(separator: ", ") }

    public func checkReady() async throws {}

    public func find(_ path: StorePath) async throws -> AvailablePath? {
        guard let info = infos[path] else { return nil }
        for source in sources {
            if let found = try await source.find(known: info) { return found }
        }
        return nil
    }
}
