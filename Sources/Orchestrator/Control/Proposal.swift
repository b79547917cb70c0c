public import ConfigurationGraph

/// What a controller decided, to be committed whole or not at all; what is too much for one commit is several proposals.
///
/// It lands only if the controller's lease still has ``epoch``, and if nothing that it touches (its instances' nodes,
/// and the nodes of the automatons and hosts that it places) changed after ``revision``, but for what agents report.
/// What is put has no report from before: its status goes in the same transaction.
public struct Proposal: Hashable, Sendable {
    /// Tells its answer from those to others.
    public var ticket: Int
    /// What it was decided on.
    public var revision: Revision
    /// The controller's lease.
    public var epoch: Int64
    /// What the plan says of generations, and of instances that go on as they are: `adopt`, `settle`, `giveBack`.
    public var notes: [Step] = []
    /// Instances that are on their hosts from now on: new, elsewhere, or anew.
    public var puts: [Step.Placed] = []
    /// Instances that end: their nodes stay, marked so, until their agents say that they have ended.
    public var ends: [End] = []
    /// Instances that have ended, or were given up with their hosts: their nodes go.
    public var removals: [String] = []
    /// Those among the ``puts`` that weren't there before.
    public var newcomers: Set<String> = []

    /// An instance that ends, and why.
    public struct End: Hashable, Sendable {
        public var instance: String
        public var reason: String
    }

    init(ticket: Int, revision: Revision, epoch: Int64) {
        self.ticket = ticket
        self.revision = revision
        self.epoch = epoch
    }

    public var isEmpty: Bool { notes.isEmpty && puts.isEmpty && ends.isEmpty && removals.isEmpty }
}
