public import ConfigurationGraph

/// Where the configuration graph is kept. This text is the promise; `GraphStoreConformance` tests it on every store.
///
/// - **Whole.** A transaction lands at one revision, one above the last, or throws and changes nothing.
/// - **Durable.** When ``commit(_:)`` has returned, the change outlives a crash of the process and of the machine.
///   After a crash at any moment the store opens at a committed revision.
/// - **Checked.** No edge dangles and none is ill-typed, in any revision; no role writes what isn't its own.
/// - **Consistent.** A read sees one revision, whatever is written meanwhile, and never waits for a writer.
/// - **Remembered.** Every revision can be read and is listed with who wrote it, when, and why.
/// - **Watched.** A watch delivers every change from a revision on, in order, each once.
/// - **Shared.** Several processes use one store at once; who loses a race gets ``TransactionError/conflict(_:)``.
///
/// Beside the graph it keeps what is no decision and no revision: leases (``LeaseStore``) and what is measured
/// (``ObservationStore``).
public protocol GraphStore: LeaseStore, ObservationStore {
    /// The newest committed revision.
    ///
    /// - Throws: ``GraphStoreError`` when the store can't be read.
    func revision() async throws -> Revision

    /// Reads one consistent state: the newest, or the one of a past revision.
    ///
    /// The view is valid until `body` returns.
    ///
    /// - Throws: ``GraphStoreError/noSuchRevision(_:newest:)`` for one that isn't there, and whatever `body` throws.
    func read<Value: Sendable>(
        at revision: Revision?, _ body: @escaping @Sendable (any GraphView) throws -> Value
    ) async throws -> Value

    /// Commits a transaction and returns what it did; a transaction that changes nothing makes no revision, and the
    /// newest is returned with no changes.
    ///
    /// - Throws: ``TransactionError`` when it can't land, ``GraphStoreError`` when the store can't be written.
    @discardableResult
    func commit(_ transaction: Transaction) async throws -> Commit

    /// The commits after `after`, oldest first, at the most `limit`.
    ///
    /// - Throws: ``GraphStoreError`` when the store can't be read.
    func history(after: Revision, limit: Int) async throws -> [Commit]

    /// All commits after `after`, those that are there and those to come, in order and each once.
    /// The sequence ends when the task that reads it is cancelled.
    func watch(after: Revision) -> AsyncThrowingStream<Commit, any Error>

    /// Gives memory back that is kept only to be quicker the next time: for processes that stay, and have nothing to do.
    func giveMemoryBack()
}

extension GraphStore {
    public func giveMemoryBack() {}

    /// Reads the newest state.
    ///
    /// - Throws: whatever the store and `body` throw.
    public func read<Value: Sendable>(_ body: @escaping @Sendable (any GraphView) throws -> Value) async throws -> Value
    {
        try await read(at: nil, body)
    }
}

/// One revision: what changed, by whom, when and why.
public struct Commit: Hashable, Sendable {
    /// One node's change.
    public typealias Change = NodeChangeValue

    public let revision: Revision
    public let author: String
    public let roles: Set<Role>
    public let message: String
    /// When it was committed, in milliseconds since 1970.
    public let time: Int64
    /// What changed, sorted by node.
    public let changes: [Change]

    public init(
        revision: Revision, author: String, roles: Set<Role>, message: String, time: Int64, changes: [Change]
    ) {
        self.revision = revision
        self.author = author
        self.roles = roles
        self.message = message
        self.time = time
        self.changes = changes
    }
}
