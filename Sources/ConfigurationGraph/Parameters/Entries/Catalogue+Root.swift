import OCI

extension Catalogue {
    /// The root filesystem, mounts, names and hooks: OCI runtime-spec, config.md.
    static let root: [Parameter] = [
        .emergences("ociVersion", .string, default: .value("1.0.0"), doc: "The lowest that covers the fields used."),
        .emergences("root.path", .string, default: .value("rootfs"), doc: "Where the bundle has its root."),
        .operators(
            "root.readonly", .bool, default: .computed("true if a state volume is mounted, else false"),
            doc: "Whether the root can only be read; then /tmp, /run and /var/tmp are in memory."),
        .operators(
            "mounts",
            .list(.object(["destination": .path, "type": .string, "source": .string, "options": .list(.string)])),
            default: .value([]), merging: .elements(by: "destination"),
            doc: "Further mounts; merged by destination. The source of a bind mount is a path of the host."),
        .emergences(
            "mounts.system", .any, default: .computed("what the rules of mounts say"),
            doc: "The file systems that Linux programs expect, the files of names, and what a read-only root needs."),
        .operators(
            "hostname", .string, default: .computed("the artefact's name"), doc: "The name of the host, inside."),
        .emergences(
            "annotations", .any, default: .computed("image-spec's conversion of the image's configuration"),
            doc: "What the image says of itself."),
        .operators(
            "hooks.prestart", hook, default: .omitted,
            doc: "Programs that the runtime runs on the host once the namespaces are made."),
        .operators(
            "hooks.poststart", hook, default: .omitted,
            doc: "Programs that the runtime runs on the host once the process has started."),
        .operators(
            "hooks.poststop", hook, default: .omitted,
            doc: "Programs that the runtime runs on the host once the container is deleted."),
        .emergences("node", .string, default: .computed("by placement"), doc: "The host that the instance is on."),
    ]

    private static let hook = ParameterType.list(
        .object([
            "path": .path, "args": .list(.string), "env": .list(.string), "timeout": .integer(1...Int64(Int32.max)),
        ]))
}
