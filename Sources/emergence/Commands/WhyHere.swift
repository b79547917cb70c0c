import ArgumentParser
import ConfigurationGraph
import Engine
import OCI
import Orchestrator

struct WhyHere: EngineCommand {
    static let configuration = CommandConfiguration(
        "why-here", "Say why an instance is on its host: who was refused, and how the best hosts compared.",
        discussion: "It was written down when it was decided; what the hosts have become since doesn't alter it.",
        example: "emergence why-here shop-1\nemergence why-here shop-1@12 -o json")

    @Argument(
        help: ArgumentHelp("An instance, at a revision if wished.", valueName: "instance"),
        completion: .names("instance"))
    var instance: InstanceArgument
    @Option(name: .shortAndLong, help: "How to print it.") var output: OutputFormat = .table
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        let account = try await engine.whyHere(instance.name, at: instance.revision)
        try output.print(try account.json, orText: account.lines.joined(separator: "\n"))
    }
}

struct WhyPending: EngineCommand {
    static let configuration = CommandConfiguration(
        "why-pending", "Say why an automaton lacks instances, and the smallest change that would help.",
        discussion: "A plan is made of the graph as it is now, and nothing is changed.",
        example: "emergence why-pending shop")

    @Argument(help: "An automaton.", completion: .names("automaton")) var automaton: String
    @Option(name: .shortAndLong, help: "How to print it.") var output: OutputFormat = .table
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        let account = try await engine.whyPending(automaton)
        try output.print(account.json, orText: account.lines.joined(separator: "\n"))
    }
}

extension PlacementAccount {
    /// The account for programs: always the same keys.
    fileprivate var json: JSONValue {
        get throws {
            [
                "instance": .string(instance), "automaton": .string(automaton), "host": .string(host),
                "cause": JSONValue(placement?.cause), "revision": JSONValue(placement?.revision.rawValue),
                "hosts": JSONValue(placement?.hosts),
                "refusals": try JSONValue(encoding: placement?.refusals ?? []),
                "best": try JSONValue(encoding: placement?.best ?? []), "replaces": JSONValue(placement?.replaces),
                "insteadOf": try insteadOf.map { try JSONValue(encoding: $0) } ?? .null,
            ]
        }
    }
}

extension PendingAccount {
    /// The account for programs: always the same keys.
    fileprivate var json: JSONValue {
        let refusals = (pending?.refusals ?? []).map { refusal -> JSONValue in
            ["reason": .string(refusal.reason), "hosts": .integer(Int64(refusal.hosts))]
        }
        return [
            "automaton": .string(automaton), "instances": .integer(Int64(instances)),
            "lacking": .integer(Int64(pending?.instances ?? 0)), "hosts": JSONValue(pending?.hosts),
            "refusals": .array(refusals), "remedy": JSONValue(pending?.remedy), "steps": JSONValue(steps),
            "fault": JSONValue(fault), "takenDown": JSONValue(takenDown?.rawValue),
        ]
    }
}
