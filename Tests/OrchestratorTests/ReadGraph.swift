import ConfigurationGraph
import OCI
import TestRandom

@testable import Orchestrator

private let place = SourceLocation(file: "test.yaml", line: 1, column: 1)
private let declaration = Declaration(set: "test", location: place)

extension ResolutionLookup {
    /// Values as the automaton and the configurations that it follows have them; a generation is what they say.
    static let plain = ResolutionLookup(
        automaton: { name, view in
            let values = try plainValues(of: name, in: view)
            let text = values.filter { !SpecDifference.concernsPlanningAlone($0.key) }.map { "\($0.key)=\($0.value)" }
                .sorted()
            return AutomatonReading(
                generation: Generation(artefact: "web", configuration: text.joined()), value: { values[$0] })
        },
        wantedSpec: { instance, view in
            let values = try plainValues(of: instance.automaton, in: view)
            return values["process.cwd"] == nil ? instance.spec : "another"
        })

    private static func plainValues(of name: String, in view: any GraphView) throws -> [String: JSONValue] {
        guard let automaton = try view.value(Automaton.self, named: name) else { return [:] }
        var values: [String: JSONValue] = [:]
        let configured = try view.edges(to: automaton.id) + view.edges(to: NodeID(.artefact, automaton.artefact))
        let unordered = configured.filter { $0.label == .configures }.map(\.from.name).sorted()
        for name in unordered + automaton.configurations {
            for setting in try view.value(Configuration.self, named: name)?.settings ?? [] {
                values[setting.parameter] = setting.value
            }
        }
        for setting in automaton.settings { values[setting.parameter] = setting.value }
        return values
    }
}

/// A graph that changes at random, the same for the same seed.
struct ReadGraph {
    var graph: Graph
    var random: SplitMix

    init(seed: UInt64) throws {
        random = SplitMix(state: seed)
        let web = Artefact(name: "web", content: .nix(NixArtefact(drv: nil, outputs: [], source: "web.nix")))
        graph = try Graph().applying(
            Transaction(author: "test", roles: Set(Role.allCases), message: "", puts: [.artefact(web)])
        ).graph
    }

    /// Makes a change, and says what it was; one that the graph doesn't allow is none.
    mutating func change() -> [NodeChangeValue] {
        var puts: [Node] = []
        var deletes: Set<NodeID> = []
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            if Int.random(in: 0..<5, using: &random) == 0 {
                let kind = [NodeKind.host, .hostPolicy, .automaton, .configuration, .instance].randomElement(
                    using: &random)
                let id = NodeID(kind ?? .host, kind == .instance ? "a\(below(4))-\(below(3))" : "a\(below(4))")
                deletes.insert(id)
                if id.kind == .instance { deletes.insert(NodeID(.instanceStatus, id.name)) }
            } else {
                puts += node()
            }
        }
        let transaction = Transaction(
            author: "test", roles: Set(Role.allCases), message: "", puts: puts, deletes: deletes)
        guard let (next, changes) = try? graph.applying(transaction) else { return [] }
        graph = next
        return changes
    }

    private mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &random) }
    private mutating func chance(_ one: Int) -> Bool { below(one) == 0 }

    private mutating func setting(_ parameter: String, _ value: JSONValue) -> Setting {
        Setting(parameter: parameter, value: value, location: place)
    }

    private mutating func node() -> [Node] {
        let name = "a\(below(4))"
        switch below(6) {
        case 0:
            var host = Host.fixture(ranges: 16)
            host.name = name
            host.cpus = Double(1 + below(4))
            return [.host(host)]
        case 1:
            var settings = [setting("host.location", ["region": .string("r\(below(2))")])]
            if chance(3) { settings.append(setting("host.schedulable", false)) }
            if chance(3) { settings.append(setting("host.taints", [["key": "spot", "effect": "evict"]])) }
            return [.hostPolicy(HostPolicy(name: name, settings: settings, declaration: declaration))]
        case 2: return [.automaton(automaton(name))]
        case 3:
            let target = [NodeID(.artefact, "web"), NodeID(.automaton, "a\(below(4))")].filter { graph.contains($0) }
            let settings = [
                setting(chance(2) ? "process.cwd" : "orchestrator.priority", .integer(Int64(below(3))))
            ]
            return [
                .configuration(
                    Configuration(
                        name: name, configures: chance(2) ? [] : Array(target.suffix(1)), settings: settings,
                        declaration: declaration))
            ]
        default: return instance(of: name)
        }
    }

    private mutating func automaton(_ name: String) -> Automaton {
        // A value that contradicts another now and then: such an automaton is left alone.
        var settings = [setting("orchestrator.instances", ["min": .integer(Int64(below(3)))])]
            .flatMap(SettingCheck.expanded)
        if chance(4) { settings.append(setting("orchestrator.instances.max", .integer(Int64(below(3))))) }
        if chance(3) { settings.append(setting("process.cwd", .string("/\(below(3))"))) }
        let known = (0..<4).map { "a\($0)" }.filter { graph.contains(NodeID(.configuration, $0)) }
        return Automaton(
            name: name, artefact: "web", configurations: chance(2) ? [] : Array(known.prefix(1)), settings: settings,
            declaration: declaration)
    }

    private mutating func instance(of automaton: String) -> [Node] {
        guard let digest = Digest(algorithm: .sha256, bytes: [UInt8](repeating: UInt8(below(4)), count: 32)) else {
            return []
        }
        let spec = RuntimeSpecNode(
            digest: digest, spec: [:],
            parameters: ["orchestrator.resources.cpu.request": .number([0.5, 0.25][below(2)])], provenance: [])
        var instance = Instance(
            name: "\(automaton)-\(below(3))", automaton: automaton, host: "a\(below(4))", spec: spec.nodeName,
            idBase: 1_000_000 + UInt32(below(16)) * 65_536)
        if chance(2) {
            instance.resolvedFrom = ResolvedFrom(artefact: "web", configuration: "", revision: graph.revision)
        }
        let states: [InstanceStatus.State] = [.ready, .running, .failed, .pending]
        let status = InstanceStatus(instance: instance.name, state: states[below(states.count)])
        return [.runtimeSpec(spec), .instance(instance)] + (chance(2) ? [.instanceStatus(status)] : [])
    }
}
