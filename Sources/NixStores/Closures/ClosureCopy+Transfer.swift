import Nix

extension ClosureCopy {
    /// A closure, and those of its paths that are to be copied.
    struct Found: Sendable {
        /// All of it, references first.
        var order: [StorePathInfo]
        /// What is to be copied, in the same order.
        var paths: [AvailablePath]
    }

    /// Walks along the references, asking for several paths at once.
    ///
    /// - Parameter known: what is known of a path that need not be copied; its references are followed too.
    func look(
        from roots: some Sequence<StorePath>, _ known: @escaping @Sendable (StorePath) throws -> StorePathInfo?
    ) async throws -> Found {
        var walk = ClosureWalk(from: roots)
        var available: [StorePath: AvailablePath] = [:]
        var isReady = false
        try await withThrowingTaskGroup(of: (StorePath, AvailablePath?).self) { group in
            var running = 0
            while true {
                while running < width.lookups, let path = walk.next() {
                    if let info = try known(path) {
                        walk.add(info)
                        continue
                    }
                    if !isReady { try await source.checkReady() }
                    isReady = true
                    running += 1
                    group.addTask { (path, try await source.find(path)) }
                }
                guard let (path, found) = try await group.next() else { break }
                running -= 1
                guard let found else { throw walk.missing(path, in: source.place) }
                available[path] = found
                walk.add(found.info)
            }
        }
        let order = try walk.order(in: source.place)
        return Found(order: order, paths: order.compactMap { available[$0.path] })
    }

    /// Writes what was found, several paths at once, and publishes it, also what was written before a failure.
    func transfer(
        _ found: Found, write: @escaping @Sendable (AvailablePath) async throws -> Void,
        isDue: () -> Bool, publish: @escaping @Sendable ([StorePathInfo]) throws -> Void
    ) async throws -> CopyResult {
        let order = found.order
        var progress = CopyProgress(paths: found.paths.count, bytes: found.paths.reduce(0) { $0 &+ $1.info.narSize })
        do {
            try await withThrowingTaskGroup(of: UInt64.self) { group in
                var rest = found.paths.makeIterator()
                func addNext() {
                    guard let path = rest.next() else { return }
                    group.addTask {
                        try await write(path)
                        return path.info.narSize
                    }
                }
                for _ in 0..<width.archives { addNext() }
                report(progress)
                while let size = try await group.next() {
                    progress.pathsDone += 1
                    progress.bytesDone += size
                    report(progress)
                    if isDue() { try await Blocking.run { _ in try publish(order) } }
                    addNext()
                }
            }
            try await Blocking.run { _ in try publish(order) }
        } catch {
            // What can't be published is written again next time; the failure that came first is the one to tell.
            try? publish(order)
            throw error
        }
        return CopyResult(paths: order.count, copied: found.paths.count, bytes: progress.bytesDone)
    }
}
