import ConfigurationGraph
import OCI

extension Scenario {
    /// What Emergence leaves out whatever anyone says, and what is for the runtime alone.
    static let leftOut = Scenario(
        "What can't be seen inside",
        [
            Check(
                "linux.timeOffsets", ask: "awk '{ print $1, $2, $3 }' /proc/1/timens_offsets",
                "monotonic 0 0 boottime 0 0"),
            Check("linux.devices", ask: "find /dev -type b", ""),
            Check("linux.seccomp.flags", unseen: "the runtime's own flags hold"),
            Check("linux.seccomp.listenerPath", unseen: "no supervisor is asked"),
            Check("linux.seccomp.listenerMetadata", unseen: "no supervisor is told"),
            Check("linux.resources.memory.kernel", unseen: "the specification deprecates it"),
            Check("linux.resources.memory.kernelTCP", unseen: "a part of cgroup v1 alone"),
            Check("linux.resources.memory.disableOOMKiller", unseen: "a process that is out of memory is killed"),
            Check("linux.resources.memory.useHierarchy", unseen: "a part of cgroup v1 alone"),
            Check("linux.resources.memory.checkBeforeUpdate", unseen: "limits are never changed in place"),
            Check("linux.resources.cpu.burst", unseen: "no quota is saved up"),
            Check("linux.resources.cpu.idle", unseen: "shares say it all"),
            Check("linux.resources.cpu.realtimeRuntime", unseen: "a part of cgroup v1 alone"),
            Check("linux.resources.cpu.realtimePeriod", unseen: "a part of cgroup v1 alone"),
            Check("linux.resources.blockIO.leafWeight", unseen: "a part of CFQ, which left Linux with 5.0"),
            Check("linux.resources.network.classID", unseen: "a part of cgroup v1 alone"),
            Check("linux.resources.network.priorities", unseen: "a part of cgroup v1 alone"),
            Check("linux.resources.unified", unseen: "what has no parameter of its own isn't set"),
            Check("process.consoleSize", unseen: "who attaches sets the terminal's size"),
            Check("image.config.ArgsEscaped", unseen: "it is for Windows alone"),
            Check("ociVersion", unseen: "it is for the runtime, which runs it"),
            Check("root.path", unseen: "inside it is /"),
        ])

    /// What the host's security modules would make of it; a host without them leaves it out.
    static let unlabelled = Scenario(
        "No security module confines it",
        [
            Check(
                "security.apparmor", "unconfined", leaf: "process.apparmorProfile",
                unseen: "this host has no AppArmor"),
            Check(
                "security.selinux", "unconfined", leaf: "process.selinuxLabel",
                unseen: "this host has no SELinux"),
            Check("linux.mountLabel", unseen: "this host has no SELinux"),
        ])
}
