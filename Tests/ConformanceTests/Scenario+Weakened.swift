import ConfigurationGraph
import OCI

extension Scenario {
    /// What is asked for by parameters of `security`, and weakens what protects the host.
    static let weakened = [unmasked, device, hostNetwork, hostProcesses, hostNames, hostGroups]

    private static let unmasked = Scenario(
        "Paths are unmasked",
        [
            Check(
                "security.unmask", ["/proc/keys", "/proc/irq"], leaf: "linux.maskedPaths",
                ask: "for p in keys irq timer_list sys; do [ -n \"$(mount /proc/$p)\" ] && echo $p; done",
                "timer_list sys")
        ])

    private static let device = Scenario(
        "A device of the host is granted",
        [
            Check(
                "security.devices", ["/dev/fuse"], leaf: "linux.devices",
                ask: "stat -c '%F %t %T' /dev/fuse", "character special file a e5")
        ])

    private static let hostNetwork = Scenario(
        "The network is the host's",
        [
            Check(
                "security.hostNamespaces", ["network"], leaf: "linux.namespaces",
                ask: "for n in pid net mnt ipc uts user cgroup; do echo $n $(space $n); done",
                "pid own net the host's mnt own ipc own uts own user own cgroup own"),
            Check("mounts.system", leaf: "mounts./sys", ask: "mode /sys", "ro"),
        ])

    private static let hostProcesses = Scenario(
        "The processes are the host's",
        [
            Check(
                "security.hostNamespaces", ["pid"], leaf: "linux.namespaces",
                ask: "for n in pid net mnt ipc uts user cgroup; do echo $n $(space $n); done",
                "pid the host's net own mnt own ipc own uts own user own cgroup own")
        ])

    private static let hostNames = Scenario(
        "The names are the host's",
        [
            Check(
                "security.hostNamespaces", ["uts"], leaf: "linux.namespaces",
                ask: "for n in pid net mnt ipc uts user cgroup; do echo $n $(space $n); done",
                "pid own net own mnt own ipc own uts the host's user own cgroup own")
        ])

    private static let hostGroups = Scenario(
        "The control groups are the host's",
        [
            Check(
                "security.hostNamespaces", ["cgroup"], leaf: "linux.namespaces",
                ask: "for n in pid net mnt ipc uts user cgroup; do echo $n $(space $n); done",
                "pid own net own mnt own ipc own uts own user own cgroup the host's")
        ])
}
