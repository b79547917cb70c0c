import Glibc

/// How much of a machine there is, where control groups and disks bound it.
public enum HostCapacity {
    /// The room on the disk of a state directory, in bytes; nil where it can't be told.
    public static func storage(of state: StateDirectory) -> Int64? {
        statistics(state).map { Int64(clamping: UInt64($0.f_blocks) * UInt64($0.f_frsize)) }
    }

    /// Which share of that disk is free; nil where it can't be told.
    public static func freeShare(of state: StateDirectory) -> Double? {
        statistics(state).flatMap { $0.f_blocks == 0 ? nil : Double($0.f_bavail) / Double($0.f_blocks) }
    }

    /// The processors that the control group which this process sees as the root may use; nil where it may use all.
    ///
    /// - Parameter controlGroups: where control groups are, of version 2 or 1.
    public static func cpuLimit(in controlGroups: String = "/sys/fs/cgroup") -> Double? {
        let words = (TextFile.trimmed("\(controlGroups)/cpu.max") ?? "").split(separator: " ").map { Double($0) }
        let ofVersion1 = ["quota", "period"].map { name in
            TextFile.trimmed("\(controlGroups)/cpu/cpu.cfs_\(name)_us").flatMap { Double($0) }
        }
        let pair = words.count == 2 ? words : ofVersion1
        guard let quota = pair[0], let period = pair[1], quota > 0, period > 0 else { return nil }
        return quota / period
    }

    /// The memory, in bytes, that it may use; nil where it may use all.
    public static func memoryLimit(in controlGroups: String = "/sys/fs/cgroup") -> Int64? {
        ["\(controlGroups)/memory.max", "\(controlGroups)/memory/memory.limit_in_bytes"]
            .compactMap { TextFile.trimmed($0).flatMap { Int64($0) } }.min()
    }

    private static func statistics(_ state: StateDirectory) -> statvfs? {
        var statistics = statvfs()
        return statvfs(state.path, &statistics) == 0 ? statistics : nil
    }
}
