import OCI

/// Which system calls instances may make: an allow-list, with every call that it knows in one group.
///
/// A call that is known and not let through gets EPERM, as from a kernel that asks for a capability. One that isn't
/// known, as it came to Linux after this list, gets ENOSYS: C libraries try the newest call first and fall back on an
/// older one if there is none, while EPERM would be taken for the answer. So ENOSYS is the default, and what is refused
/// is listed.
enum SeccompProfile {
    /// The newest kernel whose calls are all listed.
    static let knownKernel = KernelVersion(7, 0)

    /// All groups.
    static let groups: [SystemCallGroup] =
        SystemCallGroup.files + SystemCallGroup.processes + SystemCallGroup.memoryAndSockets
        + SystemCallGroup.conditional + SystemCallGroup.privileged + SystemCallGroup.refused

    /// The calls that can be let through, by name.
    static let calls: Set<String> = Set(groups.flatMap(\.calls))

    /// The capabilities that let calls through.
    static let capabilities: Set<String> = Set(groups.flatMap(\.permission.capabilities))

    /// The profile as a runtime takes it: all conditions on the host are evaluated, and as many calls as can be share
    /// a rule, since each rule costs time at each start.
    static func compiled(for setting: SeccompSetting) -> RuntimeConfiguration.Seccomp {
        var allowed = setting.additions
        var refused: Set<String> = []
        var conditional: [RuntimeConfiguration.SystemCallRule] = []
        for group in groups {
            let calls = group.calls.filter { !setting.additions.contains($0) }
            switch group.permission.verdict(in: setting) {
            case .allowed: allowed.formUnion(calls)
            case .refused: refused.formUnion(calls)
            case .unknown: break
            case .byArguments(let rules):
                if !calls.isEmpty { conditional += rules.map { .init(calls, $0) } }
            }
        }
        var profile = RuntimeConfiguration.Seccomp(defaultAction: "SCMP_ACT_ERRNO")
        profile.defaultErrnoRet = Errno.noSuchCall
        profile.architectures = setting.architectures
        profile.syscalls = [.init(names: allowed.sorted(), refusal: nil)]
        if !refused.isEmpty { profile.syscalls?.append(.init(names: refused.sorted(), refusal: Errno.notPermitted)) }
        profile.syscalls?.append(contentsOf: conditional)
        return profile
    }

    /// Errors by number, the same on all architectures of Linux that are listed (errno(3)).
    enum Errno {
        static let notPermitted: UInt32 = 1
        static let noSuchCall: UInt32 = 38
        static let noSuchFamily: UInt32 = 97
    }
}

extension RuntimeConfiguration.SystemCallRule {
    fileprivate init(names: [String], refusal: UInt32?) {
        self.init(names: names, action: refusal == nil ? "SCMP_ACT_ALLOW" : "SCMP_ACT_ERRNO")
        errnoRet = refusal
    }

    /// In a masked comparison the first value is the mask (config-linux.md, "Seccomp"; seccomp_rule_add(3)).
    fileprivate init(_ calls: [String], _ rule: ArgumentRule) {
        self.init(names: calls, refusal: rule.refusal)
        args = [.init(index: rule.index, value: rule.mask, valueTwo: rule.value, op: "SCMP_CMP_MASKED_EQ")]
    }
}
