import ConfigurationGraph
import OCI

extension SpecBuilder {
    /// Refuses what the operator gave and the host's container runtime or control groups can't act on.
    mutating func checkRuntime() {
        let features = subject.request.host.features
        for row in rows where row.value != nil && row.origin.isNode {
            if let support = RuntimeSupport.all.first(where: { $0.covers(row.path) }),
                let refusal = support.refusal(by: features)
            {
                report(row.path, refusal, of: row)
            }
            if let controller = Self.controller(of: row.path, on: features),
                features.controllers?.contains(controller) == false
            {
                report(row.path, "needs the control groups' controller '\(controller)', which the host hasn't", of: row)
            }
            if row.path.hasPrefix("linux.intelRdt"), features.intelRdt != true {
                report(row.path, "needs resctrl, which the host hasn't mounted", of: row)
            }
            if row.path == "linux.resources.memory.swappiness", features.cgroups == "v2" {
                report(row.path, "is cgroup v1's own, and the host has v2", of: row)
            }
        }
    }

    private static let controllers = [
        ("linux.resources.memory.", "memory", "memory"), ("linux.resources.cpu.cpus", "cpuset", "cpuset"),
        ("linux.resources.cpu.mems", "cpuset", "cpuset"), ("linux.resources.cpu.", "cpu", "cpu"),
        ("linux.resources.pids.", "pids", "pids"), ("linux.resources.blockIO.", "blkio", "io"),
        ("linux.resources.hugepageLimits", "hugetlb", "hugetlb"), ("linux.resources.rdma", "rdma", "rdma"),
    ]

    private static func controller(of path: String, on features: Host.Features) -> String? {
        controllers.first { path.hasPrefix($0.0) }.map { features.cgroups == "v2" ? $0.2 : $0.1 }
    }

    /// Reports what is wrong with a row that the operator gave, with its node and place.
    mutating func report(_ parameter: String, _ message: String, of row: Provenance) {
        guard case .node(let node, _, let location) = row.origin else { return }
        report(ResolutionProblem(parameter: parameter, message: message, node: node, location: location))
    }
}
