import Testing

@testable import OCI

@Suite("The version that a runtime configuration needs")
struct RuntimeVersionTests {
    typealias Configuration = RuntimeConfiguration

    /// One field or name, and the version that it came with.
    struct Use: Sendable, CustomTestStringConvertible {
        let version: String
        let testDescription: String
        let make: @Sendable (inout Configuration) -> Void

        init(_ version: String, _ what: String, _ make: @escaping @Sendable (inout Configuration) -> Void) {
            self.version = version
            testDescription = "\(what) \(version)"
            self.make = make
        }
    }

    static let uses: [Use] = [
        Use("1.0.0", "nothing") { _ in },
        Use("1.0.0", "the cgroup namespace") { $0.linux?.namespaces = [.init(type: "cgroup")] },
        Use("1.0.0", "huge pages") { $0.linux?.resources?.hugepageLimits = [.init(pageSize: "2MB", limit: 1)] },
        Use("1.0.0", "a mount option of mount(8)") {
            $0.mounts = [.init(destination: "/a", options: ["ro", "nosuid", "size=1m"])]
        },
        Use("1.0.2", "createRuntime") {
            $0.hooks = .init(); $0.hooks?.createRuntime = []
        },
        Use("1.0.2", "umask") { $0.process?.user?.umask = 0o22 },
        Use("1.0.2", "personality") { $0.linux?.personality = .init(domain: "LINUX32") },
        Use("1.0.2", "RDMA") { $0.linux?.resources?.rdma = ["mlx5_1": .init(hcaHandles: 1)] },
        Use("1.0.2", "SCMP_ACT_LOG") { $0.linux?.seccomp = .init(defaultAction: "SCMP_ACT_LOG") },
        Use("1.0.2", "memory bandwidth") {
            $0.linux?.intelRdt = .init(); $0.linux?.intelRdt?.memBwSchema = "MB:0=20"
        },
        Use("1.1.0", "the domain's name") { $0.domainname = "example" },
        Use("1.1.0", "the time namespace") { $0.linux?.namespaces = [.init(type: "time")] },
        Use("1.1.0", "clocks") { $0.linux?.timeOffsets = .init() },
        Use("1.1.0", "cgroup v2 files") { $0.linux?.resources?.unified = ["memory.high": "1"] },
        Use("1.1.0", "processor bursts") { $0.linux?.resources?.cpu?.burst = 1 },
        Use("1.1.0", "a scheduler") { $0.process?.scheduler = .init(policy: "SCHED_BATCH") },
        Use("1.1.0", "I/O priority") { $0.process?.ioPriority = .init(class: "IOPRIO_CLASS_IDLE") },
        Use("1.1.0", "mapped mounts") {
            $0.mounts = [.init(destination: "/a")]
            $0.mounts?[0].uidMappings = [.init(containerID: 0, hostID: 1, size: 1)]
        },
        Use("1.1.0", "a recursive option") { $0.mounts = [.init(destination: "/a", options: ["rro"])] },
        Use("1.1.0", "an error number") {
            $0.linux?.seccomp = .init(defaultAction: "SCMP_ACT_ERRNO")
            $0.linux?.seccomp?.defaultErrnoRet = 38
        },
        Use("1.1.0", "SCMP_ACT_NOTIFY") {
            $0.linux?.seccomp = .init(defaultAction: "SCMP_ACT_ALLOW")
            $0.linux?.seccomp?.syscalls = [.init(names: ["mount"], action: "SCMP_ACT_NOTIFY")]
        },
        Use("1.2.0", "idmap") { $0.mounts = [.init(destination: "/a", options: ["bind", "idmap"])] },
        Use("1.2.0", "a relative destination") { $0.mounts = [.init(destination: "a")] },
        Use("1.2.1", "affinity") { $0.process?.execCPUAffinity = .init(initial: "0") },
        Use("1.2.1", "LoongArch") {
            $0.linux?.seccomp = .init(defaultAction: "SCMP_ACT_ERRNO")
            $0.linux?.seccomp?.architectures = ["SCMP_ARCH_LOONGARCH64"]
        },
        Use("1.3.0", "network devices") { $0.linux?.netDevices = ["eth1": .init()] },
        Use("1.3.0", "memory policy") { $0.linux?.memoryPolicy = .init(mode: "MPOL_LOCAL") },
        Use("1.3.0", "schemata") {
            $0.linux?.intelRdt = .init(); $0.linux?.intelRdt?.schemata = ["L3:0=f"]
        },
    ]

    private static var plain: Configuration {
        var configuration = Configuration()
        configuration.process = .init()
        configuration.process?.user = .init()
        configuration.linux = .init()
        configuration.linux?.resources = .init()
        configuration.linux?.resources?.cpu = .init()
        return configuration
    }

    @Test("is that of the newest field or name in it", arguments: uses)
    func lowest(use: Use) {
        var configuration = Self.plain
        use.make(&configuration)
        #expect(configuration.lowestVersion == use.version)
    }

    @Test("is the highest of all that is used")
    func together() {
        var configuration = Self.plain
        for use in Self.uses.shuffled() { use.make(&configuration) }
        #expect(configuration.lowestVersion == "1.3.0")
    }
}
