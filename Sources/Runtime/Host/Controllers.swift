/// The controllers of control groups that can be had on this machine.
enum Controllers {
    /// The names of cgroup v2's where that is all there is, else of v1's that are mounted; nil where none can be told.
    static func available(_ layout: ControlGroupLayout) -> [String]? {
        if layout == .v2 {
            return TextFile.trimmed("/sys/fs/cgroup/cgroup.controllers").map { words(in: $0, at: " ") }
        }
        guard let mounts = TextFile.trimmed("/proc/self/mounts") else { return nil }
        let options = mounts.split(separator: "\n").map { words(in: String($0), at: " ") }
            .filter { $0.count > 3 && $0[2] == "cgroup" }.flatMap { words(in: $0[3], at: ",") }
        return Set(options).intersection(known).sorted()
    }

    private static let known = ["blkio", "cpu", "cpuset", "hugetlb", "memory", "net_cls", "net_prio", "pids", "rdma"]

    private static func words(in text: String, at separator: Character) -> [String] {
        text.split(separator: separator).map(String.init)
    }
}
