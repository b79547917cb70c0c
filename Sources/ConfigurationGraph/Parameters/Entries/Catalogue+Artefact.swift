import OCI

extension Catalogue {
    /// What an artefact is known by, and what Forge finds out about it.
    static let artefacts: [Parameter] = [
        .operators(
            "image", .string, component: .forge, stage: .build, kinds: [.artefact],
            doc: "Where the image is: oci:FOLDER[:TAG], oci-archive:FILE[:TAG] or docker-archive:FILE[:TAG]."),
        .identifies("imageName", .string, by: "operator", "The repository's name, without a tag."),
        .identifies(
            "imageDigest", .form(.digest), by: "operator", "The digest of the manifest, or index, in its source."),
        .identifies("sha256", .string, by: "forge", "The SHA-256 of the docker-archive as skopeo writes it."),
        .identifies("drv", .path, by: "forge", "The store path of a Nix artefact's derivation."),
        .identifies("artefact.name", .string, by: "operator", "Its name, which its instances' hostname follows."),
        .identifies("artefact.kind", .choice(["image", "nix"]), by: "forge", "What it was built as."),
        .finds("id", .string, "by its content", "What it is known by, whatever its name."),
        .finds("dependencies", .list(.string), "its image's parts, or its store paths", "What it is made of."),
        .finds("closureSize", .bytes, "the sum over its closure", "The length of all that it is made of, in bytes."),
        .finds("debuggable", .bool, "forge.debug", "Whether it has a shell for debugging."),
        .finds("platforms", .list(.string), "its manifests", "The systems and processors that it is for."),
    ]
}

extension Parameter {
    fileprivate static func identifies(
        _ path: String, _ type: ParameterType, by supplier: String, _ doc: String
    ) -> Parameter {
        Parameter(
            path, type, .required, default: .none, component: .forge, suppliedBy: supplier, stage: .build,
            kinds: [.artefact], doc: doc)
    }

    fileprivate static func finds(
        _ name: String, _ type: ParameterType, _ rule: String, _ doc: String
    ) -> Parameter {
        .emergences(
            "artefact.\(name)", type, default: .computed(rule), component: .forge, by: "forge", stage: .build,
            kinds: [.artefact], doc: doc)
    }
}
