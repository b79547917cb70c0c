import OCI

extension Catalogue {
    /// How artefacts are built and fetched.
    static let forge: [Parameter] = nixBuilds + imageBuilds

    private static let nixBuilds: [Parameter] = [
        .builds(
            "debug", .bool, .value(false), hasEffect: true,
            "Whether a small shell is put into the artefact, which makes it another."),
        .builds("system", .string, .computed("the host's"), "The system that is built for, as x86_64-linux."),
        .decides("source", .any, .computed("what it was forged from"), "Where its source is, at which revision."),
        .builds("expression", .string, .value("release.nix"), "The Nix file that says how it is built."),
        .builds("attribute", .string, .value("default"), "The attribute in the file that is built."),
        .builds("outputs", .list(.string), .value(["out"]), "The outputs of the derivation that are realised."),
        .builds(
            "substituters", .list(.form(.url)), .value(["https://cache.nixos.org"]),
            "The binary caches that are asked before anything is built."),
        .builds(
            "trustedPublicKeys", .list(.string),
            .value(["cache.nixos.org-1:6NCHdD59X431o0gWypbMrAURkbJ16ZPMQFGspcDShjY="]), hasEffect: true,
            "The keys whose signatures on store paths are believed."),
        .builds(
            "requireSigs", .bool, .value(true), hasEffect: true,
            "Whether store paths without a signature are refused."),
        .decides("sandbox", .bool, .value(true), "Whether builds see nothing but their inputs."),
        .decides("maxJobs", .count, .value(1), "How many derivations are built at a time."),
        .decides("cores", .count, .value(0), "How many processors a build may use; 0 for all."),
        .builds(
            "timeout", .duration, .value(0), hasEffect: true, "How long a build may take, in seconds; 0 for no end."),
        .decides("builders", .list(.string), .value([]), "Other hosts that build."),
    ]

    private static let imageBuilds: [Parameter] = [
        .builds("registryCredentials", .string, .omitted, "The secret that a registry asks for."),
        .builds("registry.tlsVerify", .bool, .value(true), "Whether a registry's certificate is checked."),
        .builds("image.finalName", .string, .computed("imageName"), "The name that the docker-archive has inside."),
        .builds("image.finalTag", .string, .value("latest"), "The tag that the docker-archive has inside."),
        .builds("image.os", .string, .value("linux"), "The operating system that is chosen from an index."),
        .builds("image.arch", .string, .computed("the host's"), "The processor that is chosen from an index."),
        .builds(
            "layering.strategy", .choice(["single", "popularity", "explicit"]), .value("popularity"),
            "How store paths are divided among an image's layers."),
        .builds("layering.maxLayers", .integer(1...127), .value(100), "The most layers that an image gets."),
        .builds("layering.compressor", .choice(["gz", "zstd", "none"]), .value("gz"), "How layers are compressed."),
        .builds(
            "created", .form(.time), .value("1970-01-01T00:00:01Z"), "The time that a built image says it was made."),
        .builds("signing.keyRef", .string, .omitted, "The secret whose key signs what is built."),
    ]
}

extension Parameter {
    fileprivate static func builds(
        _ name: String, _ type: ParameterType, _ default: Default, hasEffect: Bool = false, _ doc: String
    ) -> Parameter {
        .operators(
            "forge.\(name)", type, default: `default`, component: .forge, stage: .build, kinds: [.artefact],
            hasEffect: hasEffect, doc: doc)
    }

    fileprivate static func decides(
        _ name: String, _ type: ParameterType, _ default: Default, _ doc: String
    ) -> Parameter {
        .emergences(
            "forge.\(name)", type, default: `default`, component: .forge, by: "forge", stage: .build,
            kinds: [.artefact], hasEffect: false, doc: doc)
    }
}
