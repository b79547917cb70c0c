import Foundation

/// What the kernel, and the container runtime with it, can do to hold a process in, besides namespaces and
/// capabilities.
enum KernelSecurity {
    static var hasAppArmor: Bool { TextFile.trimmed("/sys/module/apparmor/parameters/enabled") == "Y" }

    static var hasSELinux: Bool { FileTree.exists("/sys/fs/selinux/enforce") }

    /// The profile that containers get, of those that this machine has loaded.
    static var apparmorProfile: String? {
        guard hasAppArmor, let loaded = TextFile.trimmed("/sys/kernel/security/apparmor/profiles") else { return nil }
        return apparmorProfile(among: loaded)
    }

    /// A runtime has no profile of its own: docker, podman, nerdctl and containerd load theirs, which are much alike.
    ///
    /// - Parameter loaded: a profile a line with its mode, as `docker-default (enforce)`.
    static func apparmorProfile(among loaded: String) -> String? {
        let enforced = loaded.split(separator: "\n").filter { $0.hasSuffix(" (enforce)") }
            .map { String($0.dropLast(" (enforce)".count)) }
        let podmans = enforced.filter { $0.hasPrefix("containers-default-") }
            .max { $0.compare($1, options: .numeric) == .orderedAscending }
        let named = ["docker-default", podmans, "nerdctl-default", "cri-containerd.apparmor.d"].compactMap(\.self)
        return named.first(where: enforced.contains)
    }

    /// Why no system calls can be filtered; nil where they can.
    ///
    /// - Parameter runtime: all that the container runtime says to `--version`: crun lists what it was built with,
    ///   runc the version of libseccomp.
    static func noSeccomp(
        runtime: String, actions: String? = TextFile.trimmed("/proc/sys/kernel/seccomp/actions_avail")
    ) -> String? {
        guard actions?.split(separator: " ").contains("errno") == true else {
            return "the kernel has no seccomp filters"
        }
        return runtime.contains("+SECCOMP") || runtime.contains("libseccomp")
            ? nil : "the container runtime was built without seccomp"
    }
}
