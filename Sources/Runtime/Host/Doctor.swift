import Glibc

/// Looks at what containers need of a machine, and says what is missing and how to mend it.
public struct Doctor: Sendable {
    let probe: HostProbe

    /// - Parameter probe: of the state directory and runtime that are in use.
    public init(_ probe: HostProbe) {
        self.probe = probe
    }

    /// All checks, in the order in which they are best mended.
    public func checks() async -> [HostCheck] {
        var checks = [privileges, overlay, userNamespaces, controlGroups]
        checks.append(await runtime())
        checks.append(await monitor())
        if let check = await systemCalls() { checks.append(check) }
        checks += [layers, plugins, packetFilter, balancer, mandatoryAccess, openFiles, space]
        return checks
    }

    private var privileges: HostCheck {
        geteuid() == 0
            ? .ok("privileges", "root")
            : .failure("privileges", "user \(geteuid()), who can't make containers", "run it with sudo")
    }

    private var overlay: HostCheck {
        let known = TextFile.trimmed("/proc/filesystems")?.split(whereSeparator: \.isWhitespace).contains("overlay")
        return known == true
            ? .ok("overlayfs", "in kernel \(HostProbe.kernelVersion)")
            : .failure("overlayfs", "not in kernel \(HostProbe.kernelVersion)", "modprobe overlay")
    }

    private var userNamespaces: HostCheck {
        let most = TextFile.trimmed("/proc/sys/user/max_user_namespaces").flatMap(Int.init) ?? 0
        return most > 0
            ? .ok("user namespaces", "at most \(most)")
            : .failure("user namespaces", "off", "sysctl -w user.max_user_namespaces=16384")
    }

    private var controlGroups: HostCheck {
        guard let found = try? ControlGroupHierarchies.mounted(), !found.all.isEmpty else {
            return .failure("control groups", "no hierarchy is mounted", "mount -t cgroup2 none /sys/fs/cgroup")
        }
        return .ok("control groups", found.layout.rawValue)
    }

    private func runtime() async -> HostCheck {
        do {
            let program = try await program()
            let wrapped = program.command == program.path ? "" : ", through a wrapper that hides the hybrid hierarchy"
            return .ok("container runtime", "\(program.kind) \(program.version) in \(program.path)\(wrapped)")
        } catch {
            return .failure("container runtime", "\(error)", "apt-get install crun runc")
        }
    }

    private func program() async throws -> RuntimeProgram {
        let versions = ProgramVersions(state: probe.state)
        let hierarchies = try ControlGroupHierarchies.mounted()
        return try await RuntimeChoice(hierarchies: hierarchies, state: probe.state, versions: versions)
            .program(probe.requestedRuntime)
    }

    private func monitor() async -> HostCheck {
        guard let path = ProgramSearch.path(of: "conmon"),
            let version = try? await ProgramVersions(state: probe.state).version(of: path)
        else { return .failure("conmon", "not there", "apt-get install conmon") }
        return .ok("conmon", "\(version) in \(path)")
    }

    private var layers: HostCheck {
        let method = try? LayerMappingProbe(state: probe.state, kernel: HostProbe.kernelVersion).bestMethod()
        return switch method {
        case .detached: .ok("layers", "mounted with mapped owners")
        case .attached: .ok("layers", "mounted with mapped owners, one mount each while a root filesystem is made")
        case .copied:
            .warning(
                "layers", "copied for each instance, as mounts can't map owners here",
                "use Linux 5.19 or later, and a file system that maps owners (ext4, xfs, btrfs)")
        case nil: .warning("layers", "can't be tried in \(probe.state.path)", "run it as root")
        }
    }

    private var plugins: HostCheck {
        if let folder = HostProbe.pluginFolder { return .ok("CNI plugins", folder) }
        return .warning(
            "CNI plugins", "not there: instances have a loopback only", "apt-get install containernetworking-plugins")
    }

    private var packetFilter: HostCheck {
        if let path = ProgramSearch.path(of: "iptables") { return .ok("iptables", path) }
        return .warning("iptables", "not there: no port can be published", "apt-get install iptables")
    }

    private var balancer: HostCheck {
        if let path = ProgramSearch.path(of: "haproxy") { return .ok("haproxy", path) }
        return .warning("haproxy", "not there: 'emergence serve' can't balance requests", "apt-get install haproxy")
    }

    private var mandatoryAccess: HostCheck {
        let profile = KernelSecurity.apparmorProfile ?? "but no profile for containers loaded"
        let found = [
            KernelSecurity.hasAppArmor ? "AppArmor, \(profile)" : nil,
            KernelSecurity.hasSELinux ? "SELinux, but no label is given to instances" : nil,
        ].compactMap(\.self)
        return .ok("mandatory access control", found.isEmpty ? "none" : found.joined(separator: "; "))
    }

    private func systemCalls() async -> HostCheck? {
        guard let runtime = try? await program(),
            let text = try? await ProgramVersions(state: probe.state).text(of: runtime.path)
        else { return nil }
        if let reason = KernelSecurity.noSeccomp(runtime: text) {
            return .failure(
                "system calls", "can't be filtered: \(reason)",
                "install a kernel and a runtime with seccomp, or give 'security.seccomp: unconfined'")
        }
        return .ok("system calls", "filtered by \(runtime.kind) with seccomp")
    }

    private var openFiles: HostCheck {
        .ok("open files", "at most \(HostProbe.maximumOpenFiles) for each process")
    }

    private var space: HostCheck {
        var status = statvfs()
        guard statvfs(probe.state.path, &status) == 0 else {
            return .warning("space", "\(probe.state.path) isn't there yet", nil)
        }
        let free = UInt64(status.f_bavail) * UInt64(status.f_frsize)
        let found = "\(free >> 20) MiB free in \(probe.state.path)"
        return free < 1 << 30
            ? .warning("space", found, "free some, or name another folder with --state-dir")
            : .ok("space", found)
    }
}
