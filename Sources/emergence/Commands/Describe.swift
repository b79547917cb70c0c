import ArgumentParser
import ConfigurationGraph
import Engine
import Forge
import GraphStore
import OCI

struct Describe: EngineCommand {
    static let configuration = CommandConfiguration(
        "describe", "Say everything about a node: its value, its declaration, and what it is joined to.",
        discussion: "Of a derivation also how it is built, where a store on this machine has it.",
        example: "emergence describe automaton shop\nemergence describe layer/3f4e12ab")

    @OptionGroup var nodes: NodeOptions
    @Option(name: .shortAndLong, help: "How to print it.") var output: OutputFormat = .table
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        guard let node = try await nodes.chosenNode(on: engine) else {
            throw Failure(.usage, "describe needs a KIND and a NAME", hint: "'emergence get' lists what there is")
        }
        let referrers = try await engine.store.read(at: nodes.revision) { try $0.edges(to: node.id) }
        let build = node.id.kind == .derivation ? JSONValue(try await engine.buildStep(of: node.id)) : nil
        switch output {
        case .json: try Document.json(document(node, referrers, build: build)).print()
        case .yaml: try Document.yaml(document(node, referrers, build: build)).print()
        case .table:
            let yaml = nodes.at == nil ? try await engine.yaml(of: node.id) : nil
            try Console.output.print(text(node, referrers, build: build, yaml: yaml, style: Console.output.style))
        }
    }

    /// - Parameter build: how a derivation is built, or null where no store says; nil for other nodes.
    private func document(_ node: VersionedNode, _ referrers: [Edge], build: JSONValue?) -> JSONValue {
        var members: [String: JSONValue] = [
            "kind": .string(node.id.kind.rawValue), "name": .string(node.id.name),
            "revision": .integer(node.revision.rawValue), "value": node.node.json,
            "edges": .array(node.node.edges.map(\.json)), "referrers": .array(referrers.map(\.json)),
        ]
        members["build"] = build
        return .object(members)
    }

    private func text(
        _ node: VersionedNode, _ referrers: [Edge], build: JSONValue?, yaml: String?, style: Style
    ) -> String {
        var lines = [
            "\(style.paint(node.id.description, .bold))  \(style.paint("rev \(node.revision)", .dim))", "",
        ]
        if let yaml {
            lines.append(yaml)
        } else {
            let leaves = node.node.json.leaves + (build.map { JSONValue.object(["build": $0]).leaves } ?? [])
            let width = min(40, leaves.map(\.path.terminalWidth).max() ?? 0)
            lines += leaves.map { "  \(style.paint($0.path.padded(to: width), .cyan))  \($0.value.inline.onOneLine)" }
            lines.append("")
        }
        for edge in node.node.edges { lines.append("\(style.paint("→ \(edge.label.rawValue)", .green))  \(edge.to)") }
        for edge in referrers { lines.append("\(style.paint("← \(edge.label.rawValue)", .yellow))  \(edge.from)") }
        return lines.joined(separator: "\n")
    }
}

extension Edge {
    /// The edge as an object of three strings.
    var json: JSONValue {
        ["from": .string(from.description), "label": .string(label.rawValue), "to": .string(to.description)]
    }
}

extension JSONValue {
    /// How a derivation is built; null where that isn't known.
    fileprivate init(_ build: BuildStep?) {
        guard let build else {
            self = .null
            return
        }
        self = [
            "builder": .string(build.builder), "arguments": JSONValue(build.arguments),
            "environment": .object(build.environment.mapValues { .string($0) }),
        ]
    }
}
