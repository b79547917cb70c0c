import OCI

extension Catalogue {
    /// The root filesystem, mounts and names: OCI runtime-spec, config.md.
    static let root: [Parameter] = [
        .emergences(
            "ociVersion", .string, default: .value("1.0.0"),
            doc: "The lowest that has all fields used; 1.0.0 where no later one is needed."),
        .emergences("root.path", .string, default: .value("rootfs"), doc: "Where the bundle has its root."),
        .operators(
            "root.readonly", .bool, default: .computed("true if a state volume is mounted, else false"),
            doc: "Whether the root can only be read; then /tmp, /run and /var/tmp are in memory."),
        .operators(
            "mounts",
            .list(
                .object(
                    ["destination": .path, "type": .string, "source": .string, "options": .list(.string)],
                    required: ["destination"])),
            default: .value([]), merging: .elements(by: "destination"),
            weakening: Weakening(values: .hostPaths, reason: "the instance sees files of the host"),
            doc:
                "Further mounts; merged by destination. A bind mount's source is a path of the host, and its options may be "
                + "recursive (rro). Ids are mapped by Emergence alone."),
        .emergences(
            "mounts.system", .any, default: .computed("what the rules of mounts say"),
            doc: "The file systems that Linux programs expect, the files of names, and what a read-only root needs."),
        .operators(
            "hostname", .string, default: .computed("the artefact's name"), doc: "The name of the host, inside."),
        .operators("domainname", .string, doc: "The NIS domain of the host, inside (setdomainname(2))."),
        .emergences(
            "annotations", .map(.string), default: .computed("image-spec's conversion of the image's configuration"),
            doc: "What the image says of itself."),
        .emergences(
            "node", .string, default: .computed("the host that the instance is placed on"), stage: .deploy,
            doc: "The host that the instance is on."),
    ]

    /// Programs that the runtime runs: OCI runtime-spec, config.md, "POSIX-platform Hooks".
    public static let hooks: [Parameter] = [
        .hook("prestart", "on the host once the namespaces are made; the specification prefers the next three"),
        .hook("createRuntime", "on the host once the namespaces are made"),
        .hook("createContainer", "in the instance's namespaces, on files of the host, before the root is entered"),
        .hook("startContainer", "inside, on files of the instance, just before the process"),
        .hook("poststart", "on the host once the process has started"),
        .hook("poststop", "on the host once the container is deleted"),
    ]
}

extension Parameter {
    fileprivate static func hook(_ name: String, _ place: String) -> Parameter {
        .operators(
            "hooks.\(name)",
            .list(
                .object(
                    [
                        "path": .path, "args": .list(.string), "env": .list(.string),
                        "timeout": .integer(1...Int64(Int32.max)),
                    ], required: ["path"])),
            weakening: name == "startContainer"
                ? nil : Weakening(values: .filled, reason: "the operator's programs run on the host, as root"),
            doc: "Programs that the runtime runs \(place). Each ends within its timeout, in seconds, or 10.")
    }
}
