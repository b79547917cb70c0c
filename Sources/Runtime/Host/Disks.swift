import Foundation

/// The disks of this machine.
enum Disks {
    /// All of them, sorted by their numbers. One shares by weight under the scheduler bfq, and with cgroup v2 under the
    /// model of costs as well (Documentation/admin-guide/cgroup-v2.rst, "IO").
    static func found(in folder: String = "/sys/block", costs: String = "/sys/fs/cgroup/io.cost.qos") -> [HostFacts
        .Disk]
    {
        let costed = (TextFile.trimmed(costs) ?? "").split(separator: "\n").filter { $0.contains("enable=1") }
            .compactMap { $0.split(separator: " ").first }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.compactMap { name in
            TextFile.trimmed("\(folder)/\(name)/dev").map { numbers in
                let scheduler = TextFile.trimmed("\(folder)/\(name)/queue/scheduler") ?? ""
                return HostFacts.Disk(
                    numbers: numbers, sharesByWeight: scheduler.contains("[bfq]") || costed.contains(numbers[...]))
            }
        }.sorted { $0.numbers.compare($1.numbers, options: .numeric) == .orderedAscending }
    }
}
