/// How long a server may take.
public struct TransferTimeouts: Hashable, Sendable {
    /// How long connecting may take, in seconds.
    public var connect: Int
    /// For how many seconds it may send less than ``leastRate``.
    public var stall: Int
    /// How much must come, in bytes a second.
    public var leastRate: Int
    /// How long a small document may take, in seconds.
    public var document: Int

    /// Times that a slow but working connection keeps.
    public init(connect: Int = 15, stall: Int = 30, leastRate: Int = 256, document: Int = 60) {
        self.connect = connect
        self.stall = stall
        self.leastRate = leastRate
        self.document = document
    }
}
