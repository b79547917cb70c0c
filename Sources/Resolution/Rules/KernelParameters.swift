import ConfigurationGraph
import OCI

extension SpecBuilder {
    /// Kernel parameters of the instance's own namespaces; all others are the host's, and refused.
    mutating func addKernelParameters() {
        for leaf in subject.given["linux.sysctl"]?.given ?? [] {
            let path = "linux.sysctl.\(leaf.key)"
            if let better = ["kernel.hostname": "hostname", "kernel.domainname": "domainname"][leaf.key] {
                report(path, "is what the parameter '\(better)' is for", from: leaf.tag)
            } else if let namespace = Self.namespace(of: leaf.key) {
                if isShared(namespace) {
                    report(path, "is the host's, as security.hostNamespaces shares \(namespace)", from: leaf.tag)
                }
            } else {
                report(path, "isn't of a namespace: it would change the whole host", from: leaf.tag)
            }
        }
        settle("linux.sysctl")
    }

    /// The namespace that has a kernel parameter of its own (namespaces(7), proc(5)).
    private static func namespace(of name: String) -> String? {
        if name.hasPrefix("net.") { return "network" }
        return name.hasPrefix("fs.mqueue.") || ipc.contains(name) ? "ipc" : nil
    }

    private static let ipc: Set = [
        "kernel.msgmax", "kernel.msgmnb", "kernel.msgmni", "kernel.sem", "kernel.shmall", "kernel.shmmax",
        "kernel.shmmni", "kernel.shm_rmid_forced",
    ]

    private mutating func report(_ parameter: String, _ message: String, from origin: Provenance.Origin) {
        guard case .node(let node, _, let location) = origin else { return report(parameter, message) }
        report(ResolutionProblem(parameter: parameter, message: message, node: node, location: location))
    }
}
