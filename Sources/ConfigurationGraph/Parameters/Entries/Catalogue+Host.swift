import OCI

extension Catalogue {
    /// What the operator wants of a machine, and what its agent finds there.
    static let hosts: [Parameter] = policy + machine + capacity + abilities

    private static let policy: [Parameter] = [
        .wants("name", .string, .none, "Its name.", category: .required),
        .wants("location.region", .string, .omitted, "The region that it is in."),
        .wants("location.zone", .string, .omitted, "The zone of the region that it is in."),
        .wants(
            "location.clients", .list(.form(.network)), .value([]),
            "Networks of clients that are there: their requests count as from there, whichever host they come to."),
        .wants(
            "location.coordinates",
            .object(["lat": .number(-90...90), "lon": .number(-180...180)], required: ["lat", "lon"]), .omitted,
            "Where on earth it is, in degrees."),
        .wants("labels", .map(.string), .value([:]), "Labels that selectors look for."),
        .wants(
            "taints",
            .list(
                .object(
                    ["key": .string, "value": .string, "effect": .choice(["prefer", "forbid", "evict"])],
                    required: ["key", "effect"])), .value([]),
            "What keeps instances away that don't put up with it."),
        .wants("schedulable", .bool, .value(true), "Whether instances are placed on it."),
        .wants("draining", .bool, .value(false), "Whether its instances are to go elsewhere."),
        .wants("capacity.instances", .integer(0...100_000), .value(110), "The most instances on it."),
        .wants("reserved.cpu", .number(0...4096), .value(0), "Processors that instances leave to the system."),
        .wants("reserved.memory", .bytes, .value(0), "Memory that instances leave to the system, in bytes."),
        .wants("reserved.storage", .bytes, .value(0), "Room on disk that instances leave to the system, in bytes."),
        .wants("substituters", .list(.form(.url)), .value([]), "Binary caches near it."),
        .wants("cost", .number(0...1e9), .omitted, "What it costs, as a weight against placing instances there."),
    ]

    private static let machine: [Parameter] = [
        .finds("id", .string, .computed("its machine-id"), "What it is known by, whatever its name."),
        .finds("addresses", .list(.any), .computed("by its agent"), "Its addresses."),
        .finds("os", .string, .value("linux"), "Its operating system, by GOOS's name."),
        .finds("architecture", .string, .computed("its processor's"), "Its processor, by GOARCH's name."),
        .finds("variant", .string, .omitted, "The version of its processor's instruction set, as v8."),
        .finds("nixSystem", .string, .computed("its processor and system"), "Nix's name of it, as x86_64-linux."),
        .finds("kernelVersion", .string, .computed("its kernel's"), "The kernel's release."),
        .finds("numaTopology", .any, .omitted, "Which processors and memory are near each other."),
        .finds("rootless", .bool, .value(false), "Whether Emergence runs there without being root."),
        .finds("subuid", .list(.any), .computed("one range for each state directory"), "The user ids for instances."),
        .finds("subgid", .list(.any), .computed("as host.subuid"), "The group ids for instances."),
        .finds("storePath", .path, .value("/nix/store"), "Where it has Nix's store."),
        .finds("conditions", .list(.any), .value([]), "What is wrong with it."),
        .finds("heartbeatInterval", .duration, .value(10), "How often its agent says that it is there, in seconds."),
    ]

    private static let capacity: [Parameter] = [
        .finds("capacity.cpu", .number(0...4096), .computed("its processors"), "The processors that it has."),
        .finds("capacity.memory", .bytes, .computed("its memory"), "The memory that it has, in bytes."),
        .finds("capacity.storage", .bytes, .computed("its state directory's"), "The room on disk, in bytes."),
        .finds("capacity.hugepages", .map(.bytes), .value([:]), "Its huge pages, in bytes by page size."),
        .finds("capacity.networkBandwidth", .count, .omitted, "What its network carries, in bits a second."),
        .finds("capacity.devices", .list(.any), .value([]), "Its devices that instances can ask for."),
        .finds("allocatable", .any, .computed("capacity without what is reserved"), "What instances can have."),
        .finds("allocated", .any, .computed("the sum over its instances"), "What instances have asked for."),
    ]

    private static let abilities: [Parameter] = [
        .finds("runtime.name", .string, .value("runc"), "The container runtime in use: crun or runc."),
        .finds("runtime.path", .path, .computed("found in PATH"), "Where the container runtime is."),
        .finds("runtime.version", .string, .computed("as it says"), "The container runtime's version."),
        .finds(
            "runtime.features", .any, .computed("by its version, and a probe"), "What the container runtime can do."),
        .finds("cgroupVersion", .integer(1...2), .computed("as mounted"), "The version of control groups."),
        .finds("cgroupDriver", .choice(["systemd", "cgroupfs"]), .value("cgroupfs"), "Who makes control groups."),
        .finds("lsm", .list(.choice(["apparmor", "selinux"])), .value([]), "The security modules that are on."),
    ]
}

extension Parameter {
    fileprivate static func wants(
        _ name: String, _ type: ParameterType, _ default: Default, _ doc: String,
        category: ParameterCategory = .optional
    ) -> Parameter {
        .operators(
            "host.\(name)", type, category, default: `default`, component: .host, stage: .deploy,
            kinds: [.hostPolicy], hasEffect: !["location.coordinates", "substituters"].contains(name), doc: doc)
    }

    fileprivate static func finds(
        _ name: String, _ type: ParameterType, _ default: Default, _ doc: String
    ) -> Parameter {
        .emergences(
            "host.\(name)", type, default: `default`, component: .host, by: "host", stage: .deploy, kinds: [.host],
            doc: doc)
    }
}
