import OCI

extension Catalogue {
    /// What an instance of a Nix artefact runs.
    static let nixContent: [Parameter] = [
        .emergences(
            "nix.outputs", .list(.path), default: .computed("the artefact's outputs when the instance is resolved"),
            component: .forge, stage: .build,
            doc: "The store paths whose closure its root shows, also where its artefact has been forged anew since."),
        .emergences(
            "nix.derivation", .path, default: .computed("the artefact's derivation"), component: .forge, stage: .build,
            doc: "The derivation that put them out."),
    ]

    /// What an artefact that Nix builds is built from, or taken from.
    static let nixSources: [Parameter] = [
        .nix("source", .string, "What is built: a Nix file, a folder that has one, or a store path."),
        .nix("attribute", .string, "The attribute of the file that is built; without it the file's own derivation."),
        .nix(
            "arguments", .map(.any),
            "The arguments of the file's function, by name: texts, numbers, lists and the like."
        ),
        .nix(
            "debug", .bool, default: .computed("forge.debug"),
            "Whether the function's own argument debug is true, which makes a variant of the artefact."),
        .nix(
            "store", .string, default: .value("/"),
            "The folder above nix/store where it is built, or is built already."),
        .nix(
            "timeout", .duration, default: .computed("forge.timeout"),
            "How long Nix, or the cache, may take, in seconds; 0 for no end."),
        .nix("cache", .string, "The binary cache that the path is taken from: file:///FOLDER, http://… or https://…."),
        .nix("path", .path, "The store path that is taken from the cache with its runtime closure."),
    ]
}

extension Parameter {
    fileprivate static func nix(
        _ name: String, _ type: ParameterType, default: Default = .omitted, _ doc: String
    ) -> Parameter {
        .operators(
            "nix.\(name)", type, default: `default`, component: .forge, stage: .build, kinds: [.artefact], doc: doc)
    }
}
