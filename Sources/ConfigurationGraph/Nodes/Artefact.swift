public import OCI

/// What was built: immutable, known by its content. It depends on what it is made of.
public struct Artefact: NodeValue {
    /// What an artefact was built as.
    public enum Content: Hashable, Sendable, Codable {
        case image(ImageArtefact)
        case nix(NixArtefact)
    }

    public static let kind = NodeKind.artefact
    /// What the operator calls it.
    public var name: String
    /// What it is.
    public var content: Content
    /// The declaration set that declares it; nil for one that was forged by hand. Of several sets it is the first.
    public var declaredBy: String?

    public init(name: String, content: Content, declaredBy: String? = nil) {
        self.name = name
        self.content = content
        self.declaredBy = declaredBy
    }

    public var nodeName: String { name }
    public var node: Node { .artefact(self) }

    /// What tells it from all others that run: the digest of an image's manifest, or the store paths.
    public var digest: String {
        switch content {
        case .image(let image): image.manifest.description
        case .nix(let nix): nix.outputs.sorted().joined(separator: " ")
        }
    }

    /// What there is to say of an artefact that Nix builds; nil for others.
    public var nix: NixArtefact? {
        guard case .nix(let nix) = content else { return nil }
        return nix
    }

    public var edges: [Edge] {
        switch content {
        case .image(let image): [Edge(from: id, label: .dependsOn, to: image.root)]
        case .nix(let nix):
            nix.outputs.map { Edge(from: id, label: .dependsOn, to: NodeID(.storePath, $0)) }
                + (nix.root.map { [Edge(from: id, label: .builtFrom, to: $0)] } ?? [])
                + (nix.variantOf.map { [Edge(from: id, label: .variantOf, to: NodeID(.artefact, $0))] } ?? [])
        }
    }
}

/// An artefact that came as an OCI or Docker image.
public struct ImageArtefact: Hashable, Sendable, Codable {
    /// The repository's name without a tag, as `docker.io/library/nginx`, or the reference's last part where the
    /// source names no repository.
    public var imageName: String
    /// The digest of the manifest, or index, in the source that it came from.
    public var imageDigest: Digest
    /// The SHA-256 of the docker-archive `FILE:NAME:TAG` as skopeo writes it; what Nix's `pullImage` calls `sha256`.
    public var sha256: Digest
    /// The reference that it was forged from.
    public var reference: String
    /// The tag that the reference was pinned from, if it had one.
    public var tag: String?
    /// The manifest for this machine's platform.
    public var manifest: Digest
    /// What the image is for.
    public var platform: Platform
    /// The node that the image hangs from: its index, where the source had one, else its manifest.
    public var root: NodeID

    public init(
        imageName: String, imageDigest: Digest, sha256: Digest, reference: String, tag: String?, manifest: Digest,
        platform: Platform, root: NodeID
    ) {
        self.imageName = imageName
        self.imageDigest = imageDigest
        self.sha256 = sha256
        self.reference = reference
        self.tag = tag
        self.manifest = manifest
        self.platform = platform
        self.root = root
    }
}

/// An artefact that Nix built, or that it would build.
public struct NixArtefact: Hashable, Sendable, Codable {
    /// What Nix evaluated to make it, as a declaration says it.
    public struct Expression: Hashable, Sendable, Codable {
        /// The file's path, from the root.
        public var file: String
        /// The attribute that was built; nil for the file's expression itself.
        public var attribute: String?
        /// The arguments of the file's function, by name.
        public var arguments: [String: JSONValue]

        public init(file: String, attribute: String? = nil, arguments: [String: JSONValue] = [:]) {
            self.file = file
            self.attribute = attribute
            self.arguments = arguments
        }
    }

    /// The store path of its derivation; nil if that isn't in the graph, as for what came from a binary cache.
    public var drv: String?
    /// The derivation's outputs that it is, by store path: what is run of all that the derivation makes.
    public var outputs: [String]
    /// What it was forged from: a Nix file and an attribute, or a store path.
    public var source: String
    /// The same where Nix evaluated a file; nil for a store path, and where no declaration can say an argument.
    public var expression: Expression?
    /// Where its closure can be taken from: a folder above `nix/store`, `/` for the host's own, or a cache's address;
    /// nil if that isn't known.
    public var origin: String?
    /// Its main program, what runs if nobody says otherwise; nil if it has none.
    public var program: String?
    /// Whether its expression was told to put a shell into it.
    public var debug: Bool
    /// The artefact of which it is the variant for debugging, by name.
    public var variantOf: String?

    public init(
        drv: String?, outputs: [String], source: String, expression: Expression? = nil, origin: String? = nil,
        program: String? = nil, debug: Bool = false, variantOf: String? = nil
    ) {
        self.drv = drv
        self.outputs = outputs
        self.source = source
        self.expression = expression
        self.origin = origin
        self.program = program
        self.debug = debug
        self.variantOf = variantOf
    }

    /// The node that the artefact is built from; nil if it isn't in the graph.
    public var root: NodeID? { drv.map { NodeID(.derivation, $0) } }

    /// The variable by which its programs are found first.
    public var environmentPath: String {
        "PATH=" + (outputs.map { "\($0)/bin" } + [Catalogue.standardPath]).joined(separator: ":")
    }

    /// Where it comes from, in few words: what was built, with a shell in it or without, or where a path was taken from.
    public var provenance: String {
        if let origin, !origin.hasPrefix("/") { return "\(source) in \(origin)" }
        return debug ? "\(source) --debug" : source
    }

    /// What it is, in few words: its derivation, or else what it was forged from.
    public var descent: String { drv ?? source }
}
