/// What instances ask for and hosts have, in whole numbers, so that sums are exact.
public struct Resources: Hashable, Sendable {
    /// Thousandths of a processor.
    public var cpu: Int64
    /// Bytes.
    public var memory: Int64
    /// Bytes on disk.
    public var storage: Int64

    /// More than any machine has: 64 TiB, or as many thousandths. Sums over all instances of a host stay exact.
    public static let most: Int64 = 1 << 46

    public static let none = Resources(cpu: 0, memory: 0, storage: 0)

    /// Negative amounts count as none, absurd ones as ``most``.
    public init(cpu: Int64, memory: Int64, storage: Int64 = 0) {
        self.cpu = min(max(cpu, 0), Self.most)
        self.memory = min(max(memory, 0), Self.most)
        self.storage = min(max(storage, 0), Self.most)
    }

    /// Processors as a count, as the catalogue has them.
    public init(cpus: Double, memory: Int64, storage: Int64 = 0) {
        self.init(
            cpu: Int64(exactly: (cpus * 1000).rounded(.up)) ?? Self.most, memory: memory, storage: storage)
    }

    static func += (left: inout Resources, right: Resources) {
        left.cpu += right.cpu
        left.memory += right.memory
        left.storage += right.storage
    }

    static func -= (left: inout Resources, right: Resources) {
        left.cpu -= right.cpu
        left.memory -= right.memory
        left.storage -= right.storage
    }

    static func - (left: Resources, right: Resources) -> Resources {
        var difference = left
        difference -= right
        return difference
    }

    /// Whether all of it is no more than what is free.
    func fits(in free: Resources) -> Bool { cpu <= free.cpu && memory <= free.memory && storage <= free.storage }
}
