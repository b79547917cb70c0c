public import Nix

/// The walk along references as a value: which paths are to be looked up next, and the closure once all were.
public struct ClosureWalk: Sendable {
    private var infos: [StorePath: StorePathInfo] = [:]
    private var wanted: [StorePath]
    /// Who first referred to a path.
    private var referrers: [StorePath: StorePath?] = [:]

    /// A walk from paths on.
    public init(from roots: some Sequence<StorePath>) {
        wanted = []
        for root in roots where referrers.updateValue(nil, forKey: root) == nil { wanted.append(root) }
        wanted.reverse()
    }

    /// How many paths are known of so far.
    public var count: Int { referrers.count }

    /// A path that is to be looked up; nil if none is at the moment.
    public mutating func next() -> StorePath? { wanted.popLast() }

    /// Takes what was found out of a path.
    public mutating func add(_ info: StorePathInfo) {
        infos[info.path] = info
        for reference in info.references where referrers[reference] == nil {
            referrers[reference] = .some(info.path)
            wanted.append(reference)
        }
    }

    /// Says that a path wasn't found.
    public func missing(_ path: StorePath, in place: String) -> ClosureError {
        ClosureError(place: place, problem: .missing(path, referredToBy: referrers[path] ?? nil))
    }

    /// The closure, references before what refers to them; of two orders, always the same.
    ///
    /// - Throws: ``ClosureError`` if paths refer to one another in a circle.
    public func order(in place: String) throws(ClosureError) -> [StorePathInfo] {
        var order: [StorePathInfo] = []
        order.reserveCapacity(infos.count)
        // Paths that are entered and not done are on the way from a root to here.
        var isDone: [StorePath: Bool] = [:]
        for root in infos.keys.sorted() where isDone[root] == nil {
            isDone[root] = false
            var way = [(root, left: references(of: root))]
            while let (path, left) = way.last {
                guard let next = left.last else {
                    way.removeLast()
                    isDone[path] = true
                    if let info = infos[path] { order.append(info) }
                    continue
                }
                way[way.count - 1].left.removeLast()
                switch isDone[next] {
                case true?: continue
                case false?: throw ClosureError(place: place, problem: .cycle(next))
                case nil:
                    isDone[next] = false
                    way.append((next, references(of: next)))
                }
            }
        }
        return order
    }

    private func references(of path: StorePath) -> [StorePath] {
        (infos[path]?.references ?? []).filter { $0 != path }.sorted(by: >)
    }
}
