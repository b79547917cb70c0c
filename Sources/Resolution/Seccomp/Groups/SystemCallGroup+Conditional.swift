extension SystemCallGroup {
    /// What depends on arguments, or on more than one thing.
    static let conditional: [SystemCallGroup] = [
        SystemCallGroup(
            .capability(["CAP_SYS_ADMIN"], otherwise: .arguments(withoutNamespaces)),
            "starts threads and processes, with namespaces of their own only where those may be made", ["clone"]),
        SystemCallGroup(
            .capability(["CAP_SYS_ADMIN"], otherwise: .unknown),
            "does so too, with its flags behind a pointer where no filter sees them: C libraries fall back on clone",
            ["clone3"]),
        SystemCallGroup(
            .arguments([
                .allow(0, mask: 0xFFFD_FFF7, is: 0), .allow(0, mask: 0xFFFF_FFFF, is: 0xFFFF_FFFF),
            ]),
            "asks how the kernel presents itself (all ones), and sets it to Linux's own way, with 32 bits (8) or an old "
                + "version's number (0x20000) at the most; other bits take protection away",
            ["personality"]),
        SystemCallGroup(
            .arguments([
                .allow(0, mask: 0xFFFF_FFE0, is: 0),
                ArgumentRule(index: 0, mask: 0x20, value: 0x20, refusal: SeccompProfile.Errno.noSuchFamily),
            ]),
            "makes sockets of the families below 32, among them those of Unix, IP and netlink; those above, AF_ALG (38) "
                + "and AF_VSOCK (40) among them, lead into rarely used parts of the kernel or past namespaces",
            ["socket"]),
        SystemCallGroup(
            .since(KernelVersion(4, 8), otherwise: .with("CAP_SYS_PTRACE")),
            "traces processes of the same user; before Linux 4.8 a tracer could change a call after it was filtered",
            ["process_vm_readv", "process_vm_writev", "ptrace"]),
    ]

    /// CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID and NEWNET (linux/sched.h).
    private static let namespaceFlags: [UInt64] = [
        0x0002_0000, 0x0200_0000, 0x0400_0000, 0x0800_0000, 0x1000_0000, 0x2000_0000, 0x4000_0000,
    ]

    private static let withoutNamespaces: [ArgumentRule] =
        [.allow(0, mask: namespaceFlags.reduce(0, |), is: 0)]
        + namespaceFlags.map {
            ArgumentRule(index: 0, mask: $0, value: $0, refusal: SeccompProfile.Errno.notPermitted)
        }
}
