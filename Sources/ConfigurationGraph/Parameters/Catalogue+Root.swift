import OCI

extension Catalogue {
    /// The root filesystem, mounts and names: OCI runtime-spec, config.md.
    static let root: [Parameter] = [
        .emergences("ociVersion", .string, default: .value("1.0.0"), doc: "The lowest that covers the fields used."),
        .emergences("root.path", .string, default: .value("rootfs"), doc: "Where the bundle has its root."),
        .operators(
            "root.readonly", .bool, default: .computed("true if a state volume is mounted, else false"),
            doc: "Whether the root can only be read; then /tmp, /run and /var/tmp are in memory."),
        .operators(
            "mounts",
            .list(
                .object(["destination": .path, "type": .string, "source": .string, "options": .list(.string)])),
            default: .value([]), doc: "Further mounts; merged by destination."),
        .emergences(
            "mounts.system", .any, default: .computed("/proc, /dev, /dev/pts, /dev/shm, /dev/mqueue, /sys, cgroup"),
            doc: "The file systems that Linux programs expect, and the files of names."),
        .operators(
            "hostname", .string, default: .computed("the artefact's name"), doc: "The name of the host, inside."),
        .emergences(
            "annotations", .any, default: .computed("by image-spec's conversion of the image's configuration"),
            doc: "What the image says of itself."),
        .operators("hooks", .any, default: .omitted, doc: "Programs that the runtime runs on the host."),
    ]
}
