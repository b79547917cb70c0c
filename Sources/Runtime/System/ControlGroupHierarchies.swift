import Glibc

/// Which versions of control groups a machine has mounted.
public enum ControlGroupLayout: String, Hashable, Sendable, Codable {
    case v1, v2
    /// Controllers in version 1's hierarchies, and version 2's beside them without any.
    case hybrid
}

/// The control group hierarchies that are mounted on this machine.
struct ControlGroupHierarchies: Sendable {
    let layout: ControlGroupLayout
    /// The mount points of all hierarchies.
    let all: [String]
    /// The mount points of those by which a session or service knows its processes: that of version 2, and systemd's.
    let supervising: [String]
    /// The mount point of version 2's hierarchy.
    let unified: String?
    /// The mount points of version 1's hierarchies, by the controllers that they have.
    private let byController: [String: String]

    /// Finds the hierarchies in the mount table.
    static func mounted() throws(RuntimeError) -> ControlGroupHierarchies {
        ControlGroupHierarchies(try MountTable.entries())
    }

    init(_ entries: [MountTable.Entry]) {
        let first = entries.filter { $0.type == "cgroup" }
        let unified = entries.first { $0.type == "cgroup2" }?.path
        let systemd = first.first { $0.options.contains("name=systemd") }?.path
        self.unified = unified
        layout = first.isEmpty ? .v2 : unified == nil ? .v1 : .hybrid
        all = first.map(\.path) + (unified.map { [$0] } ?? [])
        supervising = [unified, systemd].compactMap(\.self)
        let pairs = first.flatMap { entry in entry.options.map { (String($0), entry.path) } }
        byController = Dictionary(pairs, uniquingKeysWith: { one, _ in one })
    }

    /// The mount point of the hierarchy that has a controller: version 1's own, or else version 2's.
    func root(of controller: String) -> String? { byController[controller] ?? unified }
}
