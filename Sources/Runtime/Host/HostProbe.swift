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

    /// What containers are run with: all that must be known to start one, which is soon found.
    ///
    /// - Throws: ``RuntimeError/missingProgram(name:remedy:)`` without a container runtime or conmon.
    public func means() async throws -> ContainerMeans {
        let choice = RuntimeChoice(
            hierarchies: try .mounted(), state: state, versions: ProgramVersions(state: state))
        return ContainerMeans(
            runtime: try await choice.program(requestedRuntime),
            conmon: try ProgramSearch.path(of: "conmon", remedy: "apt-get install conmon"),
            layerMapping: try LayerMappingProbe(state: state, kernel: Self.kernelVersion).bestMethod())
    }

    /// All of it: what instances are placed and resolved with.
    ///
    /// - Throws: ``RuntimeError/missingProgram(name:remedy:)`` without a container runtime or conmon.
    public func facts() async throws -> HostFacts { try await facts(try await means()) }

    /// The same, where it is known already what containers are run with.
    ///
    /// - Throws: ``RuntimeError`` or `CommandError` when a program doesn't say its version.
    public func facts(_ means: ContainerMeans) async throws -> HostFacts {
        let hierarchies = try ControlGroupHierarchies.mounted()
        let versions = ProgramVersions(state: state)
        return HostFacts(
            hostname: Self.hostname,
            architecture: Self.architecture,
            kernel: Self.kernelVersion,
            cpus: ProcessInfo.processInfo.activeProcessorCount,
            memory: Int64(clamping: ProcessInfo.processInfo.physicalMemory),
            runtime: means.runtime,
            conmon: means.conmon,
            conmonVersion: try await versions.version(of: means.conmon),
            controlGroups: hierarchies.layout,
            apparmor: KernelSecurity.hasAppArmor,
            apparmorProfile: KernelSecurity.apparmorProfile,
            selinux: KernelSecurity.hasSELinux,
            noSeccomp: KernelSecurity.noSeccomp(runtime: try await versions.text(of: means.runtime.path)),
            selinuxContainers: FileTree.exists("/etc/selinux/targeted/contexts/lxc_contexts"),
            controllers: Controllers.available(hierarchies.layout),
            intelRdt: FileTree.exists("/sys/fs/resctrl/schemata"),
            messageQueues: FileTree.exists("/dev/mqueue"),
            disks: Disks.found(),
            layerMapping: means.layerMapping,
            maximumOpenFiles: Self.maximumOpenFiles)
    }

    /// This machine's name.
    public static var hostname: String { TextFile.trimmed("/proc/sys/kernel/hostname") ?? "localhost" }

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
