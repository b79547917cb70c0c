public import Nix

extension ClosureCopy {
    /// Tells what is in a path, in the order of its archive. What was told is to be trusted when this has returned: the
    /// archive is compared with what is known of the path while it passes.
    public typealias Teller = (StorePath, (NAREvent) throws -> Void) throws -> Void

    /// Brings paths onto this machine, and has a function read them: on a thread of its own, as it may block.
    ///
    /// - Parameters:
    ///   - paths: what may be told.
    ///   - body: is given a function that tells one of the paths after another.
    /// - Throws: ``ClosureError`` for what the source hasn't; what the source throws; ``StoreError``, ``CacheError``,
    ///   `FileError`, `CancellationError`, and what the body throws.
    public func read<Value: Sendable>(
        _ paths: [StorePath], _ body: @escaping @Sendable (Teller) throws -> Value
    ) async throws -> Value {
        var archives: [StorePath: (info: StorePathInfo, archive: PreparedArchive)] = [:]
        defer { for (_, archive) in archives.values { archive.discard() } }
        for path in paths {
            try Task.checkCancellation()
            guard let found = try await source.find(path) else {
                throw ClosureError(place: source.place, problem: .missing(path, referredToBy: nil))
            }
            archives[path] = (found.info, try await found.prepare())
        }
        return try await Blocking.run { [archives] sign in
            try body { path, visit in
                guard let (info, archive) = archives[path] else {
                    throw ClosureError(place: source.place, problem: .missing(path, referredToBy: nil))
                }
                do {
                    var verifier = ArchiveVerifier(info)
                    try archive.read(sign) { try verifier.take($0, visit) }
                    try verifier.finish()
                } catch {
                    throw naming(error, info)
                }
            }
        }
    }
}
