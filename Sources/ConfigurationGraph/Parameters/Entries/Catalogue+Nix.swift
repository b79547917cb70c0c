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
}
