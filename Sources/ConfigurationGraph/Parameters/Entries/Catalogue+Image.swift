import OCI

extension Catalogue {
    /// What an image's configuration says of how it is run (image-spec, config.md), and what becomes of it
    /// (conversion.md). The image gives it; of the command the operator may give either part anew.
    static let imageConfiguration: [Parameter] = [
        .images("config.User", .string, "process.user"),
        .images("config.ExposedPorts", .list(.string), "relay.ports, and an annotation"),
        .images("config.Env", .environment, "process.env"),
        .command("Entrypoint", "the first part; given by the operator it takes the image's Cmd away"),
        .command("Cmd", "the second part"),
        .images("config.Volumes", .list(.path), "folders that live as long as the instance"),
        .images("config.WorkingDir", .path, "process.cwd"),
        .images("config.Labels", .map(.string), "annotations, over those that follow from the rest"),
        .images("config.StopSignal", .signal, "orchestrator.stop.signal, and an annotation"),
        .emergences(
            "image.config.ArgsEscaped", .bool, component: .forge, by: "artefact", stage: .build, kinds: [],
            doc: "Whether the command is escaped: for Windows alone, and deprecated."),
        .images("author", .string, "an annotation"),
        .images("created", .form(.time), "an annotation"),
        .images("history", .list(.any), "what a layer's node says of itself"),
        .images("variant", .string, "an annotation; the host must have it"),
        .images("os.version", .string, "nothing: for Windows alone"),
        .images("os.features", .list(.string), "nothing: for Windows alone"),
    ]

    /// What an image must say, and what it consists of (image-spec, config.md, manifest.md, image-index.md and
    /// image-layout.md).
    static let imageContent: [Parameter] = [
        .contents("os", .string, "The operating system: an instance needs linux."),
        .contents("architecture", .string, "The processor that it is for, by GOARCH's name; the host must have it."),
        .contents("rootfs.type", .choice(["layers"]), "What its root is made of.", default: .value("layers")),
        .contents("rootfs.diff_ids", .list(.form(.digest)), "Its layers' digests, as they are unpacked."),
        .contents("manifest.mediaType", .string, "What its manifest is: OCI's, or Docker's second schema."),
        .contents("manifest.config", .any, "Its configuration's descriptor; the digest is the image's id."),
        .contents("manifest.layers", .list(.any), "Its layers' descriptors, lowest first."),
        .contents("layout.imageLayoutVersion", .string, "The version of its layout.", default: .value("1.0.0")),
        .images("manifest.artifactType", .string, "nothing: what a manifest is that is no image's"),
        .images("manifest.subject", .any, "nothing: what a signature or list of parts refers to"),
        .images("manifest.annotations", .map(.string), "nothing: they speak of the manifest, not of the process"),
        .emergences(
            "image.manifest", .form(.digest), default: .computed("the artefact's image when the instance is resolved"),
            component: .forge, stage: .build,
            doc: "The manifest whose layers it runs, also where its artefact has been forged anew since."),
        .images("index.manifests", .list(.any), "the choice of a manifest by the host's platform"),
    ]
}

extension Parameter {
    fileprivate static func images(_ name: String, _ type: ParameterType, _ becomes: String) -> Parameter {
        let word = name.split(separator: ".").last ?? ""
        return Parameter(
            "image.\(name)", type, .optional, default: .omitted, component: .forge, suppliedBy: "artefact",
            stage: .build, kinds: [], doc: "The image's \(word): becomes \(becomes).")
    }

    fileprivate static func command(_ name: String, _ becomes: String) -> Parameter {
        Parameter(
            "image.config.\(name)", .list(.string), .optional, default: .omitted, component: .forge,
            suppliedBy: "artefact", stage: .build, kinds: [.automaton, .configuration],
            doc: "The image's \(name): becomes process.args, \(becomes).")
    }

    fileprivate static func contents(
        _ name: String, _ type: ParameterType, _ doc: String, default: Default = .none
    ) -> Parameter {
        Parameter(
            "image.\(name)", type, .required, default: `default`, component: .forge, suppliedBy: "artefact",
            stage: .build, kinds: [], doc: doc)
    }
}
