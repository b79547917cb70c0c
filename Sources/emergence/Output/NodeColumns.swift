import ConfigurationGraph
import OCI

/// What a table says of the nodes of each kind, between their name and their revision.
enum NodeColumns {
    typealias Entry = (title: String, text: (Node) -> String)

    /// A name as a person tells it apart: digests are cut.
    static func shortName(_ id: NodeID) -> String {
        Digest(id.name)?.short ?? id.name
    }

    /// A hash as `sha256:BASE32`, cut as digests are.
    private static func shortHash(_ hash: String) -> String {
        String(hash[(hash.firstIndex(of: ":").map { hash.index(after: $0) } ?? hash.startIndex)...].prefix(12))
    }

    static func columns(of kind: NodeKind) -> [Entry] {
        switch kind {
        case .artefact: artefact
        case .imageManifest, .imageIndex, .imageConfig, .layer: image
        case .automaton: automaton
        case .configuration: configuration
        case .volume, .hostPolicy: declared
        case .instance: instance
        case .instanceStatus: status
        case .host: host
        case .secret: secret
        case .derivation: derivation
        case .storePath: storePath
        case .runtimeSpec: []
        }
    }

    private static var artefact: [Entry] {
        [
            ("IMAGE", text(\Artefact.image?.imageName)), ("TAG", text(\Artefact.image?.tag)),
            ("DIGEST", text(\Artefact.image?.imageDigest.short)),
            ("PLATFORM", text(\Artefact.image?.platform.description)),
            ("FROM", text(\Artefact.provenance)),
        ]
    }

    private static var image: [Entry] {
        [
            ("SIZE", { $0.size.map(Wording.bytes) ?? "-" }),
            (
                "OF",
                { node in
                    switch node {
                    case .layer(let layer): layer.history?.onOneLine.cut(to: 60) ?? "-"
                    case .imageManifest(let manifest): Wording.count(manifest.layers.count, "layer")
                    case .imageIndex(let index): Wording.count(index.manifests.count, "manifest")
                    default: "-"
                    }
                }
            ),
        ]
    }

    private static var derivation: [Entry] {
        [
            ("SIZE", { $0.size.map(Wording.bytes) ?? "-" }),
            ("SYSTEM", text(\Derivation.system)),
            ("OUTPUTS", text { (derivation: Derivation) in list(derivation.outputs.map(\.name)) }),
        ]
    }

    private static var storePath: [Entry] {
        [
            ("SIZE", text { (path: StorePath) in (path.content?.narSize).map(Wording.bytes) }),
            ("HASH", text { (path: StorePath) in (path.content?.narHash).map(shortHash) }),
            (
                "DERIVER",
                text { (path: StorePath) in (path.content?.deriver).map { String(PackageName.text(inStorePath: $0)) } }
            ),
        ]
    }

    private static var automaton: [Entry] {
        [
            ("ARTEFACT", text(\Automaton.artefact)),
            ("CONFIGURATIONS", text { (automaton: Automaton) in list(automaton.configurations) }),
            ("VOLUMES", text { (automaton: Automaton) in list(automaton.volumes.map(\.volume)) }),
            ("USES", text { (automaton: Automaton) in list(automaton.dependencies.map(\.automaton)) }),
            ("DOWN SINCE", text { (automaton: Automaton) in automaton.takenDown.map { "\($0)" } ?? "-" }),
            ("DECLARED", text(\Automaton.declaration.location.description)),
        ]
    }

    private static var configuration: [Entry] {
        [
            (
                "CONFIGURES",
                text { (configuration: Configuration) in list(configuration.configures.map(\.description)) }
            ),
            ("PARAMETERS", text { (configuration: Configuration) in list(configuration.settings.map(\.parameter)) }),
            ("DECLARED", text(\Configuration.declaration.location.description)),
        ]
    }

    private static var declared: [Entry] {
        [
            (
                "DECLARED",
                { node in
                    switch node {
                    case .volume(let volume): volume.declaration.location.description
                    case .hostPolicy(let policy): policy.declaration.location.description
                    default: "-"
                    }
                }
            )
        ]
    }

    private static var instance: [Entry] {
        [
            ("AUTOMATON", text(\Instance.automaton)), ("HOST", text(\Instance.host)),
            ("DESIRED", text(\Instance.desired.rawValue)),
            ("SPEC", text { (instance: Instance) in Digest(instance.spec)?.short ?? instance.spec }),
        ]
    }

    private static var status: [Entry] {
        [
            ("STATE", text(\InstanceStatus.state.rawValue)),
            ("PID", text { (status: InstanceStatus) in status.pid.map { "\($0)" } ?? "-" }),
            ("RESTARTS", text { (status: InstanceStatus) in String(status.restarts) }),
            ("MESSAGE", text(\InstanceStatus.message)),
        ]
    }

    private static var host: [Entry] {
        [
            ("ARCHITECTURE", text(\Host.architecture)), ("KERNEL", text(\Host.kernelVersion)),
            ("CPUS", text { (host: Host) in JSONValue.number(host.cpus).inline }),
            ("MEMORY", text { (host: Host) in Wording.bytes(host.memory) }),
            ("RUNTIME", text { (host: Host) in "\(host.features.runtime) \(host.features.runtimeVersion)" }),
            ("CGROUPS", text(\Host.features.cgroups)),
        ]
    }

    private static func text<Value: NodeValue>(_ text: @escaping (Value) -> String?) -> (Node) -> String {
        { node in (node.value as? Value).flatMap(text) ?? "-" }
    }

    private static func list(_ elements: [String]) -> String {
        elements.isEmpty ? "-" : elements.joined(separator: ",")
    }
}
