import ConfigurationGraph
import OCI

extension SpecBuilder {
    /// What isn't set, and why.
    mutating func addSecurityLabels() {
        let host = subject.request.host
        set(
            "process.apparmorProfile", nil,
            because: host.features.apparmor
                ? "no profile of Emergence's own is loaded on \(host.id)" : "\(host.id) has no AppArmor")
        set(
            "process.selinuxLabel", nil,
            because: host.features.selinux ? "no label is chosen for instances" : "\(host.id) has no SELinux")
        set("linux.seccomp", nil, because: "Emergence has no profile; capabilities and namespaces are what limits it")
    }
}
