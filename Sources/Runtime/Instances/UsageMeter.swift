/// Tells what instances have used, time after time.
///
/// Where their control groups are is found out once for each run: the machine's table of mounts is long where instances are
/// many, and reading it for each of them each second took most of an agent's time.
public struct UsageMeter: Sendable {
    private var hierarchies: ControlGroupHierarchies?
    private var groups: [String: Group] = [:]

    /// The control group of a run.
    private struct Group {
        let process: Int32
        let path: String
    }

    public init() {}

    /// What instances have used, of those that have a control group which tells.
    ///
    /// - Parameter runs: the first process of each, by the instance's name.
    public mutating func measure(_ runs: [String: Int32], by runner: InstanceRunner) -> [String: InstanceUsage] {
        groups = groups.filter { runs[$0.key] == $0.value.process }
        for (name, process) in runs where groups[name] == nil {
            if let path = runner.controlGroup(name) { groups[name] = Group(process: process, path: path) }
        }
        if hierarchies == nil { hierarchies = try? .mounted() }
        guard let hierarchies else { return [:] }
        let found = groups.compactMapValues { group in
            InstanceUsage { hierarchies.text(of: $0, in: group.path) }
        }
        // Where nothing tells, something else may be mounted by now.
        if found.isEmpty, !groups.isEmpty { self.hierarchies = nil }
        return found
    }
}

extension ControlGroupHierarchies {
    /// A file of a control group, from the hierarchy that has its controller.
    fileprivate func text(of file: String, in group: String) -> String? {
        let root: String?
        switch file {
        case "cpuacct.usage": root = self.root(of: "cpuacct")
        case "cpu.stat", "memory.current": root = unified
        default: root = self.root(of: "memory")
        }
        return root.flatMap { TextFile.trimmed("\($0)\(group)/\(file)") }
    }
}
