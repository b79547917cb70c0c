public import GraphStore

/// The promise of ``GraphStore`` as checks that any store can be put to, in any test framework.
///
///     for check in GraphStoreConformance.checks {
///         try await check.run(on: MyStore.empty())
///     }
public struct GraphStoreConformance: Sendable {
    /// One sentence of the promise.
    public struct Check: Sendable, CustomStringConvertible {
        /// What is promised.
        public let name: String
        private let body: @Sendable (any GraphStore) async throws -> Void

        init(_ name: String, _ body: @escaping @Sendable (any GraphStore) async throws -> Void) {
            self.name = name
            self.body = body
        }

        /// Puts a store to the check.
        ///
        /// - Parameter store: an empty store, used by nobody else.
        /// - Throws: ``ConformanceFailure`` where the store breaks the promise, and what the store throws.
        public func run(on store: any GraphStore) async throws {
            do { try await body(store) } catch let failure as ConformanceFailure { throw failure.of(name) }
        }

        public var description: String { name }
    }

    /// All checks, in the order of the promise.
    public static let checks = whole + checked + consistent + remembered + watched + shared + leased + observed
}
