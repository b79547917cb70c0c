import ConfigurationGraph
import OCI

extension Resolver {
    static func addMounts(of subject: Subject, to builder: inout SpecBuilder) {
        var mounts = systemMounts.map {
            Row($0, .rule("mounts.system", reason: "Linux programs expect it"), "mounts.system")
        }
        mounts += nameFiles.map { Row($0, .rule("mounts.system", reason: "Relay writes it"), "mounts.system") }
        let taken = Set(subject.automaton.volumes.map(\.destination))
        mounts += temporaries(of: subject, taken: taken)
        mounts += ephemerals(of: subject, taken: taken, builder: &builder)
        mounts += volumes(of: subject)
        let reserved = Set(mounts.compactMap { $0.mount["destination"]?.string })
        for (destination, given) in Merge.mounts(subject.given.all("mounts")) {
            guard !reserved.contains(destination) else {
                builder.report(subject.problem("mounts", "\(destination) is Emergence's own, or a volume's"))
                continue
            }
            mounts.append(Row(given.value, given.origin, "mounts"))
        }
        builder.write(.array(mounts.map(\.mount)), at: "mounts")
        for row in mounts {
            builder.note(
                "mounts.\(row.mount["destination"]?.string ?? "")", row.mount, row.origin, parameter: row.parameter)
        }
    }

    private struct Row {
        var mount: JSONValue
        var origin: Provenance.Origin
        var parameter: String

        init(_ mount: JSONValue, _ origin: Provenance.Origin, _ parameter: String) {
            (self.mount, self.origin, self.parameter) = (mount, origin, parameter)
        }
    }

    /// What runtime-spec asks for on Linux (config-linux.md, "Default Filesystems"), and what engines add.
    private static let systemMounts: [JSONValue] = [
        mount("/proc", "proc", "proc", ["nosuid", "noexec", "nodev"]),
        mount("/dev", "tmpfs", "tmpfs", ["nosuid", "strictatime", "mode=755", "size=65536k"]),
        mount(
            "/dev/pts", "devpts", "devpts", ["nosuid", "noexec", "newinstance", "ptmxmode=0666", "mode=0620", "gid=5"]),
        mount("/dev/shm", "tmpfs", "shm", ["nosuid", "noexec", "nodev", "mode=1777", "size=65536k"]),
        mount("/dev/mqueue", "mqueue", "mqueue", ["nosuid", "noexec", "nodev"]),
        mount("/sys", "sysfs", "sysfs", ["nosuid", "noexec", "nodev", "ro"]),
        mount("/sys/fs/cgroup", "cgroup", "cgroup", ["nosuid", "noexec", "nodev", "relatime", "ro"]),
    ]

    private static let nameFiles = [("hosts", "hosts"), ("hostname", "hostname"), ("resolv.conf", "resolv.conf")].map {
        mount("/etc/\($0.0)", "bind", $0.1, ["bind", "ro", "rprivate", "nosuid", "nodev", "noexec"])
    }

    /// Where programs expect to write though the root can only be read.
    private static func temporaries(of subject: Subject, taken: Set<String>) -> [Row] {
        guard readOnlyRoot(of: subject).value == true else { return [] }
        return ["/tmp", "/run", "/var/tmp"].filter { !taken.contains($0) }.map { destination in
            Row(
                mount(destination, "tmpfs", "tmpfs", ["nosuid", "nodev", "mode=1777"]),
                .rule("mounts.system", reason: "the root can only be read"), "mounts.system")
        }
    }

    /// The image's own volumes: they live as long as the container.
    private static func ephemerals(of subject: Subject, taken: Set<String>, builder: inout SpecBuilder) -> [Row] {
        let destinations = (subject.execution.volumes?.keys.sorted() ?? []).filter { !taken.contains($0) }
        if !destinations.isEmpty {
            builder.setParameter(
                "image.config.Volumes", .array(destinations.map { .string($0) }), subject.imageOrigin)
        }
        return destinations.enumerated().map { index, destination in
            Row(
                mount(destination, "bind", "ephemeral/\(index)", ["rbind", "rprivate", "nosuid", "nodev"]),
                subject.imageOrigin, "image.config.Volumes")
        }
    }

    private static func volumes(of subject: Subject) -> [Row] {
        subject.automaton.volumes.map { volume in
            let options = ["rbind", "rprivate", "nosuid", "nodev"] + (volume.readonly ? ["ro"] : [])
            return Row(
                mount(volume.destination, "bind", "volumes/\(volume.volume)", options),
                .rule("volumes", reason: "\(volume.location) mounts volume/\(volume.volume)"), "mounts")
        }
    }

    private static func mount(
        _ destination: String, _ type: String, _ source: String, _ options: [String]
    ) -> JSONValue {
        [
            "destination": .string(destination), "type": .string(type), "source": .string(source),
            "options": .array(options.map { .string($0) }),
        ]
    }
}
