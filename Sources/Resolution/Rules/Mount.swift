import ConfigurationGraph
import OCI

/// A mount on its way into a configuration.
struct Mount {
    let destination: String
    let json: JSONValue
    let origin: Provenance.Origin
    /// The catalogue's entry that it falls under.
    let parameter: String

    /// A mount as the operator gave it.
    init(_ destination: String, _ json: JSONValue, from origin: Provenance.Origin) {
        self.destination = destination
        self.json = json
        self.origin = origin
        parameter = "mounts"
    }

    init(
        _ destination: String, type: String, source: String, options: [JSONValue], from origin: Provenance.Origin,
        under parameter: String
    ) {
        self.destination = destination
        self.origin = origin
        self.parameter = parameter
        json = [
            "destination": .string(destination), "type": .string(type), "source": .string(source),
            "options": .array(options),
        ]
    }

    /// The destination's parts, by which whatever lies in a place sorts after the place.
    var depthFirst: [Substring] { destination.split(separator: "/") }

    /// Whether a mount there would hide one of the system's, or get in its way.
    static func hidesSystem(_ destination: String) -> Bool {
        let isAbove = system.contains { $0.destination == destination || $0.destination.hasPrefix(destination + "/") }
        return isAbove || destination == "/" || destination.hasPrefix("/proc/")
    }
}

extension Mount {
    /// Whether a mount there would hide Nix's store, or lie in it.
    static func hidesStore(_ destination: String) -> Bool {
        let store = "/nix/store"
        return "\(store)/".hasPrefix("\(destination)/") || destination.hasPrefix("\(store)/")
    }

    /// The namespace whose content it shows; nil for none.
    var namespace: String? {
        switch destination {
        case "/proc": "pid"
        case "/sys": "network"
        case "/dev/shm", "/dev/mqueue": "ipc"
        default: nil
        }
    }

    /// The host's own in its place. The kernel mounts no new one in a user namespace that doesn't own what it shows.
    var ofHost: Mount {
        let readonly: [JSONValue] = destination == "/sys" ? ["ro"] : []
        return Mount(
            destination, type: "bind", source: destination,
            options: ["rbind", "rslave", "nosuid", "noexec", "nodev"] + readonly,
            from: .rule("mounts.system", reason: "security.hostNamespaces shares it with the host"),
            under: "mounts.system")
    }

    private static func ofSystem(
        _ destination: String, _ type: String, _ source: String, _ options: [JSONValue], because reason: String
    ) -> Mount {
        Mount(
            destination, type: type, source: source, options: options, from: .rule("mounts.system", reason: reason),
            under: "mounts.system")
    }

    /// What runtime-spec asks for on Linux (config-linux.md, "Default Filesystems"), and what programs expect besides.
    static let system: [Mount] = {
        let reason = "Linux programs expect it"
        return [
            ofSystem("/proc", "proc", "proc", ["nosuid", "noexec", "nodev"], because: reason),
            ofSystem("/dev", "tmpfs", "tmpfs", ["nosuid", "strictatime", "mode=755", "size=65536k"], because: reason),
            ofSystem(
                "/dev/pts", "devpts", "devpts",
                ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"], because: reason),
            ofSystem(
                "/dev/shm", "tmpfs", "shm", ["nosuid", "noexec", "nodev", "mode=1777", "size=65536k"],
                because: reason),
            ofSystem("/dev/mqueue", "mqueue", "mqueue", ["nosuid", "noexec", "nodev"], because: reason),
            ofSystem("/sys", "sysfs", "sysfs", ["nosuid", "noexec", "nodev", "ro"], because: reason),
            ofSystem(
                "/sys/fs/cgroup", "cgroup", "cgroup", ["nosuid", "noexec", "nodev", "relatime", "ro"],
                because: reason),
        ]
    }()

    /// The instance's own files of names, in its bundle.
    static let names = ["hostname", "hosts", "resolv.conf"].map { file in
        ofSystem(
            "/etc/\(file)", "bind", file, ["rbind", "rprivate", "ro", "nosuid", "nodev", "noexec"],
            because: "the instance has names of its own")
    }

    /// Where programs expect to write though the root can only be read.
    static let writable = ["/run", "/tmp", "/var/tmp"].map { destination in
        ofSystem(
            destination, "tmpfs", "tmpfs", ["nosuid", "nodev", destination == "/run" ? "mode=0755" : "mode=1777"],
            because: "the root can only be read")
    }
}
