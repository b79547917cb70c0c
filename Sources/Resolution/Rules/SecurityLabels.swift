import ConfigurationGraph
import OCI

extension SpecBuilder {
    /// AppArmor's profile for containers where the host has one loaded; SELinux has none of ours to give.
    mutating func addSecurityLabels() {
        let host = subject.request.host
        if let profile = host.features.apparmorProfile {
            set("process.apparmorProfile", .string(profile), because: "\(host.id) has it loaded for containers")
        } else {
            set(
                "process.apparmorProfile", nil,
                because: host.features.apparmor
                    ? "\(host.id) has no profile for containers loaded" : "\(host.id) has no AppArmor")
        }
        set(
            "process.selinuxLabel", nil,
            because: host.features.selinux ? "no label is chosen for instances" : "\(host.id) has no SELinux")
    }
}
