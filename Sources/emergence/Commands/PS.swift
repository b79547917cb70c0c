import ArgumentParser
import ConfigurationGraph
import Engine
import OCI

struct PS: EngineCommand {
    static let configuration = CommandConfiguration(
        "ps", "List instances and what is the case with them.", example: "emergence ps\nemergence ps shop -o json")

    @Argument(
        help: ArgumentHelp("Only the instances of this automaton.", valueName: "automaton"),
        completion: .names("automaton"))
    var automaton: String?
    @Option(name: .shortAndLong, help: "How to print it.") var output: OutputFormat = .table
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        try Listing.instances.print(try await engine.instances(automaton: automaton), as: output)
        guard output == .table else { return }
        let unwatched = try await engine.unwatchedAutomatons()
        guard !unwatched.isEmpty else { return }
        try Console.error.print(
            "note: no 'emergence serve' runs, which probes and scales \(unwatched.joined(separator: ", "))")
    }
}

extension Listing where Row == InstanceReport {
    /// Instances, as `ps` and `up` list them.
    static var instances: Listing {
        Listing(
            [
                Column("instance", "INSTANCE") { $0.instance },
                Column("automaton", "AUTOMATON") { $0.automaton },
                Column("host", "HOST") { $0.host },
                Column(
                    "state", "STATE", value: { .string($0.state.rawValue) },
                    cell: { Cell($0.stateText, $0.state.colour) }),
                Column("pid", "PID", value: { JSONValue($0.pid) }),
                Column("restarts", "RESTARTS", value: { JSONValue($0.restarts) }),
                Column("addresses", "ADDRESSES", value: { JSONValue($0.addresses) }, cell: { .list($0.addresses) }),
                Column("ports", "PORTS", value: { JSONValue($0.ports) }, cell: { .list($0.ports) }),
                Column(
                    "startedAt", "AGE", value: { JSONValue($0.startedAt) },
                    cell: { Cell($0.startedAt.map { Wording.age(of: $0) } ?? "-") }),
                Column("exitCode", nil, value: { JSONValue($0.exitCode) }),
                Column(
                    "specDigest", "SPEC", value: { .string($0.specDigest) }, cell: { .digest($0.specDigest) }),
                Column("message", nil, value: { JSONValue($0.message) }),
                Column("debug", nil, value: { $0.session?.json ?? .null }),
            ], elastic: ["ports"], dispensable: ["specDigest", "host", "automaton", "restarts", "pid"])
    }
}

extension InstanceReport {
    /// The state, with what is to be known of it.
    fileprivate var stateText: String {
        let session = session.map { ", debug \(Wording.left(until: $0.endsAt))" } ?? ""
        switch state {
        case .exited, .failed: return (exitCode.map { "\(state.rawValue) (\($0))" } ?? state.rawValue) + session
        default: return state.rawValue + session
        }
    }
}

extension DebugSession {
    /// The session for programs.
    fileprivate var json: JSONValue {
        [
            "variantOf": .string(original), "author": .string(author), "reason": JSONValue(reason),
            "startedAt": .string(startedAt), "endsAt": .string(endsAt),
        ]
    }
}

extension InstanceStatus.State {
    /// The colour that a state has wherever it is shown.
    var colour: Colour? {
        switch self {
        case .running, .ready: .green
        case .pending, .starting, .backingOff: .yellow
        case .failed, .lost: .red
        case .exited, .stopped: .dim
        }
    }
}

extension Cell {
    /// Several things in one cell.
    static func list(_ elements: [String]) -> Cell {
        Cell(elements.isEmpty ? "-" : elements.joined(separator: " "))
    }

    /// A digest as a person tells it apart.
    static func digest(_ text: String) -> Cell {
        Cell(Digest(text)?.short ?? text, .dim)
    }
}
