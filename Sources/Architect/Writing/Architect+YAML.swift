public import ConfigurationGraph
import OCI
import Yams

extension Architect {
    /// A node as a declaration, which reads back as the same node; nil for kinds that no operator declares.
    public static func yaml(for node: ConfigurationGraph.Node) -> String? {
        guard let entries = entries(of: node) else { return nil }
        return try? Yams.serialize(node: YAMLText.node(.block(entries)), width: -1, allowUnicode: true)
    }

    private static func entries(of node: ConfigurationGraph.Node) -> [YAMLText.Entry]? {
        switch node {
        case .artefact(let artefact): entries(of: artefact)
        case .configuration(let configuration):
            head(.configuration, configuration.name)
                + names("configures", configuration.configures.map(\.description))
                + settings(configuration.settings, in: .configuration)
        case .volume(let volume): head(.volume, volume.name) + settings(volume.settings, in: .volume)
        case .secret(let secret): head(.secret, secret.name) + source(of: secret)
        case .hostPolicy(let policy): head(.host, policy.name) + settings(policy.settings, in: .host)
        case .automaton(let automaton): entries(of: automaton)
        default: nil
        }
    }

    private static func entries(of artefact: Artefact) -> [YAMLText.Entry]? {
        let head = head(.artefact, artefact.name)
        switch artefact.content {
        case .image(let image):
            return head + [
                ("image", .text(image.reference)), ("imageName", .text(image.imageName)),
                ("imageDigest", .text(image.imageDigest.description)), ("sha256", .text(image.sha256.description)),
            ]
        case .nix(let nix): return head + [("nix", .block(entries(of: nix)))]
        }
    }

    /// What Nix evaluates; of what came as a store path, that, and where it can be had.
    private static func entries(of nix: NixArtefact) -> [YAMLText.Entry] {
        if let expression = nix.expression { return entries(of: expression, nix) }
        let built = nix.outputs.first ?? nix.drv ?? nix.source
        switch nix.origin {
        case let cache? where !cache.hasPrefix("/"): return [("cache", .text(cache)), ("path", .text(built))]
        case nil, "/": return [("source", .text(nix.origin == nil ? nix.drv ?? built : built))]
        case let root?: return [("source", .text(built)), ("store", .text(root))]
        }
    }

    private static func entries(of expression: NixArtefact.Expression, _ nix: NixArtefact) -> [YAMLText.Entry] {
        var entries: [YAMLText.Entry] = [("source", .text(expression.file))]
        if let attribute = expression.attribute { entries.append(("attribute", .text(attribute))) }
        if !expression.arguments.isEmpty { entries.append(("arguments", .json(.object(expression.arguments)))) }
        if nix.debug { entries.append(("debug", .json(true))) }
        if let root = nix.origin, root != "/" { entries.append(("store", .text(root))) }
        return entries
    }

    private static func source(of secret: Secret) -> [YAMLText.Entry] {
        switch secret.source {
        case .file(let path): [("file", .text(path))]
        case .standardInput: [("stdin", .json(true))]
        case .command: []
        }
    }

    private static func entries(of automaton: Automaton) -> [YAMLText.Entry] {
        var entries = head(.automaton, automaton.name)
        entries.append(("artefact", .text(automaton.artefact)))
        entries += names("configurations", automaton.configurations)
        if !automaton.volumes.isEmpty { entries.append(("volumes", .list(automaton.volumes.map(text)))) }
        let uses: YAMLText.Entry = ("relay.dependencies", .list(automaton.dependencies.map(text)))
        entries += settings(
            automaton.settings, in: .automaton, besides: automaton.dependencies.isEmpty ? [] : [uses])
        return entries
    }

    private static func text(of mount: Automaton.VolumeMount) -> YAMLText {
        var entries: [YAMLText.Entry] = [("name", .text(mount.volume)), ("destination", .text(mount.destination))]
        if mount.readonly { entries.append(("readonly", .json(true))) }
        return .flow(entries)
    }

    private static func text(of dependency: Automaton.Dependency) -> YAMLText {
        var entries: [YAMLText.Entry] = [("automaton", .text(dependency.automaton))]
        if let alias = dependency.alias { entries.append(("alias", .text(alias))) }
        if !dependency.startOrder { entries.append(("startOrder", .json(false))) }
        return .flow(entries)
    }

    private static func head(_ kind: DocumentKind, _ name: String) -> [YAMLText.Entry] {
        [("kind", .text(kind.rawValue)), ("name", .text(name))]
    }

    private static func names(_ key: String, _ names: [String]) -> [YAMLText.Entry] {
        names.isEmpty ? [] : [(key, .json(.array(names.map { .string($0) })))]
    }

    /// Settings as nested keys, sorted, without the prefix that the kind drops.
    private static func settings(
        _ settings: [Setting], in kind: DocumentKind, besides others: [YAMLText.Entry] = []
    ) -> [YAMLText.Entry] {
        YAMLText.nested(settings.map { (key(of: $0.parameter, in: kind), .json($0.value)) } + others)
    }

    /// A parameter's path without the prefix that the kind drops, unless that leaves a key of every document.
    private static func key(of path: String, in kind: DocumentKind) -> String {
        let prefix = kind.droppedPrefix + "."
        let rest = path.hasPrefix(prefix) ? String(path.dropFirst(prefix.count)) : path
        return rest == "kind" || rest == "name" ? path : rest
    }
}
