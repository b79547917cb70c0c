import ConfigurationGraph
import OCI

extension SpecBuilder {
    /// The profile, compiled for what the process can ever do, the host's kernel and its processor.
    mutating func addSeccomp() {
        settle("security.seccomp")
        settle("security.seccomp.allow")
        let additions = seccompAdditions()
        guard subject.given.value(of: "security.seccomp") != "unconfined" else {
            if !additions.isEmpty {
                report("security.seccomp.allow", "has no effect where 'security.seccomp' is unconfined; leave it out")
            }
            set("linux.seccomp", nil, because: "security.seccomp is unconfined: every system call can be made")
            return
        }
        let host = subject.request.host
        let setting = SeccompSetting(
            capabilities: boundingCapabilities, kernel: KernelVersion(release: host.kernelVersion),
            architecture: host.architecture, additions: additions)
        guard host.features.noSeccomp == nil, !setting.architectures.isEmpty else {
            let reason = host.features.noSeccomp ?? "there is no profile for \(host.architecture)"
            report(
                "security.seccomp",
                "can't be had on \(host.id), as \(reason); mend that, or give 'unconfined' to run without")
            return
        }
        let profile = CompiledProfiles.shared.profile(for: setting)
        use(profile)
        add(profile.json, for: setting)
    }

    private mutating func add(_ profile: JSONValue, for setting: SeccompSetting) {
        let unknown = "what the profile doesn't know is answered with ENOSYS, so that C libraries fall back"
        let capabilities =
            setting.capabilities.isEmpty ? "no capability" : setting.capabilities.sorted().joined(separator: ", ")
        let additions =
            setting.additions.isEmpty
            ? "" : ", with \(setting.additions.sorted().joined(separator: ", ")) allowed besides"
        let reasons = [
            "defaultAction": unknown, "defaultErrnoRet": unknown,
            "architectures": "\(setting.architecture) runs 32-bit programs too",
            "syscalls":
                "compiled for \(capabilities), kernel \(setting.kernel) and \(setting.architecture)\(additions)",
        ]
        for (key, value) in (profile.object ?? [:]).sorted(by: { $0.key < $1.key }) {
            set("linux.seccomp.\(key)", value, .rule("linux.seccomp", reason: reasons[key] ?? unknown))
        }
    }

    /// The calls that the operator lets through; what is none is reported.
    private mutating func seccompAdditions() -> Set<String> {
        let names = Set((subject.given.value(of: "security.seccomp.allow")?.array ?? []).compactMap(\.string))
        for name in names.subtracting(SeccompProfile.calls).sorted() {
            let nearest = Catalogue.nearest(to: name, among: SeccompProfile.calls)
            report(
                "security.seccomp.allow",
                "has '\(name)', which is no system call of Linux up to \(SeccompProfile.knownKernel)"
                    + (nearest.map { "; did you mean '\($0)'?" } ?? ""))
        }
        return names.intersection(SeccompProfile.calls)
    }
}
