import ConfigurationGraph
import OCI

extension SpecBuilder {
    /// What the host's security modules make of the process.
    mutating func addSecurityLabels() {
        addProfile()
        addLabels()
    }

    /// AppArmor's profile for containers, where the host has one loaded.
    private mutating func addProfile() {
        let features = subject.request.host.features
        let profile = "process.apparmorProfile"
        if !features.apparmor {
            set(profile, nil, because: "the host has no AppArmor")
        } else if isUnconfined("security.apparmor") {
            set(profile, "unconfined", because: "security.apparmor is unconfined")
        } else if let loaded = features.apparmorProfile {
            set(profile, .string(loaded), because: "the host has it loaded for containers")
        } else {
            set(profile, nil, because: "the host has no profile for containers loaded")
        }
    }

    /// SELinux's types for containers; the pair of categories is the instance's own (``InstanceValues``).
    private mutating func addLabels() {
        let features = subject.request.host.features
        let reason =
            if !features.selinux {
                "the host has no SELinux"
            } else if isUnconfined("security.selinux") {
                "security.selinux is unconfined"
            } else {
                "the host's policy has no types for containers"
            }
        guard !subject.request.hasLabels(unconfined: isUnconfined("security.selinux")) else { return }
        for path in ["process.selinuxLabel", "linux.mountLabel"] { set(path, nil, because: reason) }
    }

    /// Whether a switch of the operator takes a module's confinement away.
    func isUnconfined(_ parameter: String) -> Bool { subject.given.value(of: parameter) == "unconfined" }
}

extension ResolutionRequest {
    /// Whether instances there have SELinux labels.
    func hasLabels(unconfined: Bool) -> Bool {
        host.features.selinux && host.features.selinuxContainers == true && !unconfined
    }
}
