import Foundation
import Glibc

/// Finds out what this machine has and can do.
///
/// What takes long to find, programs' versions and what the kernel can mount, is kept in the state directory's `run`
/// and found anew when the program or the kernel is another.
public struct HostProbe: Sendable {
    let state: StateDirectory
    /// The container runtime asked for, by name or path; nil for the one that fits.
    let requestedRuntime: String?

    public init(state: StateDirectory, runtime: String? = nil) {
        self.state = state
        requestedRuntime = runtime
    }

    /// - Throws: ``RuntimeError/missingProgram(name:remedy:)`` without a container runtime or conmon.
    public func facts() async throws -> HostFacts {
        let hierarchies = try ControlGroupHierarchies.mounted()
        let versions = ProgramVersions(state: state)
        let choice = RuntimeChoice(hierarchies: hierarchies, state: state, versions: versions)
        let runtime = try await choice.program(requestedRuntime)
        let conmon = try ProgramSearch.path(of: "conmon", remedy: "apt-get install conmon")
        let kernel = Self.kernelVersion
        return HostFacts(
            hostname: TextFile.trimmed("/proc/sys/kernel/hostname") ?? "localhost",
            architecture: Self.architecture,
            kernel: kernel,
            cpus: ProcessInfo.processInfo.activeProcessorCount,
            memory: Int64(clamping: ProcessInfo.processInfo.physicalMemory),
            runtime: runtime,
            conmon: conmon,
            conmonVersion: try await versions.version(of: conmon),
            controlGroups: hierarchies.layout,
            apparmor: KernelSecurity.hasAppArmor,
            apparmorProfile: KernelSecurity.apparmorProfile,
            selinux: KernelSecurity.hasSELinux,
            noSeccomp: KernelSecurity.noSeccomp(runtime: try await versions.text(of: runtime.path)),
            selinuxContainers: FileTree.exists("/etc/selinux/targeted/contexts/lxc_contexts"),
            controllers: Controllers.available(hierarchies.layout),
            intelRdt: FileTree.exists("/sys/fs/resctrl/schemata"),
            messageQueues: FileTree.exists("/dev/mqueue"),
            disks: Disks.found(),
            layerMapping: try LayerMappingProbe(state: state, kernel: kernel).bestMethod(),
            maximumOpenFiles: Self.maximumOpenFiles)
    }

    static var kernelVersion: String { TextFile.trimmed("/proc/sys/kernel/osrelease") ?? "unknown" }

    /// The folder that has the plugins which the network of instances needs.
    static var pluginFolder: String? {
        ["/usr/lib/cni", "/opt/cni/bin", "/usr/libexec/cni"].first { folder in
            ["bridge", "host-local", "loopback", "portmap"].allSatisfy { FileTree.exists("\(folder)/\($0)") }
        }
    }

    static var maximumOpenFiles: UInt64 {
        var limit = rlimit()
        return getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 ? UInt64(limit.rlim_max) : 1024
    }

    private static var architecture: String {
        #if arch(x86_64)
            "amd64"
        #elseif arch(arm64)
            "arm64"
        #else
            "unknown"
        #endif
    }
}
