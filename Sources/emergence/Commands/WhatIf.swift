import ArgumentParser
import ConfigurationGraph
import Engine
import OCI
import Orchestrator

struct WhatIf: EngineCommand {
    static let configuration = CommandConfiguration(
        "what-if", "Print what the planner would do if something were otherwise, and change nothing.",
        discussion: """
            What would be done anyway isn't printed. All that is placed is supposed to become ready, and time to go by as \
            far as plans wait for it. A shape is CPUS,MEMORY[@REGION[/ZONE]].
            """,
        example: "emergence what-if --lose alpha\nemergence what-if --add 2x4,16GiB@eu\n"
            + "emergence what-if --demand shop=2000/s@eu\nemergence what-if --apply shop.yaml -o json")

    @Option(help: ArgumentHelp("A host that is lost.", valueName: "host"), completion: .names("host"))
    var lose: [String] = []
    @Option(help: ArgumentHelp("Hosts that join: how many, and of which shape.", valueName: "NxSHAPE"))
    var add: [JoiningArgument] = []
    @Option(help: ArgumentHelp("Requests that come to an automaton.", valueName: "AUTOMATON=RATE/s[@REGION]"))
    var demand: [DemandArgument] = []
    @Option(
        help: ArgumentHelp("Declarations that are applied.", valueName: "file"),
        completion: .file(extensions: ["yaml", "yml"]))
    var apply: [String] = []
    @Option(name: .shortAndLong, help: "How to print it.") var output: OutputFormat = .table
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func validate() throws {
        guard !(lose.isEmpty && add.isEmpty && demand.isEmpty && apply.isEmpty) else {
            throw ValidationError("what-if needs --lose, --add, --demand or --apply")
        }
    }

    func run(on engine: Engine) async throws {
        var supposition = Supposition()
        supposition.lost = lose
        supposition.joining = add.map(\.hosts)
        supposition.demands = demand.map(\.demand)
        supposition.files = apply
        let forecast = try await engine.whatIf(supposition)
        let lines = forecast.isEmpty ? ["nothing would change"] : forecast.lines
        try output.print(forecast.json, orText: lines.map(\.onOneLine).joined(separator: "\n"))
    }
}

/// Hosts that join, as a user writes them: `2x4,16GiB@eu/a`.
struct JoiningArgument: ExpressibleByArgument {
    let hosts: JoiningHosts

    init?(argument: String) {
        let parts = argument.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        let halves = parts[0].split(maxSplits: 1, omittingEmptySubsequences: false) { "x×*".contains($0) }
        let sizes = (halves.last ?? "").split(separator: ",", omittingEmptySubsequences: false)
        guard halves.count == 2, let count = Int(halves[0]), (1...100_000).contains(count), sizes.count == 2,
            let cpus = Double(sizes[0]), cpus > 0, cpus <= 4096,
            let memory = ParameterType.bytes.normalised(.string(String(sizes[1])))?.integer, memory > 0
        else { return nil }
        var location: Location?
        if parts.count == 2 {
            guard let place = Location(written: parts[1]) else { return nil }
            location = place
        }
        hosts = JoiningHosts(
            count: count, capacity: Resources(cpus: cpus, memory: memory, storage: Resources.most), location: location)
    }
}

/// Requests, as a user writes them: `shop=2000/s@eu`.
struct DemandArgument: ExpressibleByArgument {
    let demand: SupposedDemand

    init?(argument: String) {
        let parts = argument.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        let halves = parts[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2, !halves[0].isEmpty else { return nil }
        let text = halves[1].hasSuffix("/s") ? halves[1].dropLast(2) : halves[1]
        guard let rate = Double(text), rate.isFinite, rate >= 0 else { return nil }
        var location: Location?
        if parts.count == 2 {
            guard let place = Location(written: parts[1]) else { return nil }
            location = place
        }
        demand = SupposedDemand(automaton: String(halves[0]), requestsPerSecond: rate, location: location)
    }
}

extension Location {
    /// `REGION` or `REGION/ZONE`.
    fileprivate init?(written text: Substring) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.allSatisfy({ !$0.isEmpty }), let region = parts.first else { return nil }
        self.init(region: region, zone: parts.count == 2 ? parts[1] : nil)
    }
}

extension PlacementForecast {
    /// The forecast for programs: always the same keys.
    fileprivate var json: JSONValue {
        let done = steps.map { step -> JSONValue in
            [
                "action": .string(step.action.rawValue), "instance": .string(step.instance), "host": .string(step.host),
                "from": JSONValue(step.from), "reason": .string(step.reason),
            ]
        }
        let lacking = pending.map { pending -> JSONValue in
            [
                "automaton": .string(pending.automaton), "lacking": .integer(Int64(pending.lacking)),
                "lines": JSONValue(pending.lines),
            ]
        }
        return ["steps": .array(done), "pending": .array(lacking)]
    }
}
