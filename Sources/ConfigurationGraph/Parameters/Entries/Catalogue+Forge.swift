import OCI

extension Catalogue {
    /// What an artefact's declaration may say, and what Forge records.
    static let forge: [Parameter] = [
        .forges("imageName", .string, doc: "The repository's name, without a tag."),
        .forges("imageDigest", .string, doc: "The digest of the manifest, or index, in its source."),
        .forges("sha256", .string, doc: "The SHA-256 of the docker-archive as skopeo writes it."),
        Parameter(
            "drv", .string, .encapsulated, default: .omitted, component: .forge, suppliedBy: "forge",
            kinds: [.artefact], doc: "The store path of a Nix artefact's derivation."),
    ]

    /// What an image's configuration says (image-spec, config.md), given by the image alone.
    static let image: [Parameter] = [
        .images("User", "process.user"), .images("ExposedPorts", "relay.ports, and an annotation"),
        .images("Env", "process.env"), .images("Entrypoint", "process.args, the first part"),
        .images("Cmd", "process.args, the second part"),
        .images("Volumes", "folders that live as long as the instance"),
        .images("WorkingDir", "process.cwd"), .images("Labels", "annotations"),
        .images("StopSignal", "orchestrator.stop.signal"),
        .emergences(
            "image.manifest", .string, default: .computed("the artefact's image when the instance is resolved"),
            component: .forge,
            doc: "The manifest whose layers it runs, also where its artefact has been forged anew since."),
    ]
}

extension Parameter {
    fileprivate static func forges(_ path: String, _ type: ParameterType, doc: String) -> Parameter {
        Parameter(
            path, type, .required, default: .none, component: .forge, suppliedBy: "forge", kinds: [.artefact], doc: doc)
    }

    fileprivate static func images(_ name: String, _ becomes: String) -> Parameter {
        Parameter(
            "image.config.\(name)", .any, .optional, default: .omitted, component: .forge, suppliedBy: "artefact",
            kinds: [], doc: "The image's \(name): becomes \(becomes) (image-spec, conversion.md).")
    }
}
