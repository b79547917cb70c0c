import OCI

extension Catalogue {
    /// How many instances there are, where they are, what they need, and how they change.
    static let orchestrator: [Parameter] = lifecycle + scaling + placement + updates

    private static let lifecycle: [Parameter] = [
        .orchestrates("stop.signal", .signal, .value("SIGTERM"), "What asks it to end; else the image's StopSignal."),
        .orchestrates("stop.gracePeriod", .duration, .value(10), "How long it may take to end, in seconds."),
        .orchestrates("resources.cpu.request", .number(0.01...4096), .value(0.1), "The processors that it needs."),
        .orchestrates("resources.cpu.limit", .number(0.01...4096), .omitted, "The most processors that it may have."),
        .orchestrates("resources.memory.request", .bytes, .value(67_108_864), "The memory that it needs, in bytes."),
        .orchestrates("resources.memory.limit", .bytes, .omitted, "The most memory that it may have, in bytes."),
        .orchestrates("resources.storage.request", .bytes, .value(0), "The room on disk that it needs, in bytes."),
        .orchestrates(
            "resources.devices",
            .list(
                .object(
                    ["class": .string, "count": .integer(1...1024), "attributes": .map(.string)], required: ["class"])),
            .value([]), "The devices that it needs, by class."),
    ]

    private static let scaling: [Parameter] = [
        .orchestrates("instances.min", .integer(0...100_000), .value(1), "The fewest instances."),
        .orchestrates(
            "instances.max", .integer(0...100_000), .value(1), "The most instances; as the fewest: no scaling."),
        .orchestrates(
            "instances.initial", .integer(0...100_000), .computed("the fewest"), "How many instances it starts with."),
        .orchestrates(
            "target.requestsPerSecond", .number(0.001...1e9), .omitted, "The requests in a second for each instance."),
        .orchestrates(
            "target.latency",
            .object(["percentile": .number(0...1), "duration": .duration], required: ["duration"]), .omitted,
            "How long requests may take; 0.95 of them unless the percentile is given."),
        .orchestrates(
            "target.cpuUtilisation", .number(0.01...1), .omitted, "The part of the processors asked for that is used."),
        .orchestrates(
            "scale.upWindow", .duration, .value(0), "How long more must be needed before there is more, in seconds."),
        .orchestrates(
            "scale.downWindow", .duration, .value(300), "How long less must be needed before there is less, in seconds."
        ),
    ]

    private static let selector = ParameterType.object(["region": .string, "zone": .string, "host": .string])

    private static let placement: [Parameter] = [
        .orchestrates(
            "location.allowed", .list(selector), .value([]), "Where it may be; anywhere if there is nothing here."),
        .orchestrates(
            "location.preferred",
            .list(.object(["selector": selector, "weight": .integer(1...100)], required: ["selector"])), .value([]),
            "Where it had better be, by weight."),
        .orchestrates("location.forbidden", .list(selector), .value([]), "Where it may not be."),
        .orchestrates(
            "affinity.hosts", .list(.map(.string)), .value([]), "Labels of which its host must have one set."),
        .orchestrates(
            "affinity.automatons",
            .list(
                .object(
                    [
                        "automaton": .string, "relation": .choice(["same", "different"]),
                        "topologyKey": .choice(["host", "zone", "region"]),
                    ], required: ["automaton", "relation"])), .value([]),
            "Automatons that it is beside, or away from."),
        .orchestrates(
            "spread.topologyKey", .choice(["host", "zone", "region"]), .value("host"),
            "What its instances are spread over."),
        .orchestrates(
            "spread.maxSkew", .integer(1...100_000), .value(1), "By how many instances two such places may differ."),
        .orchestrates(
            "tolerations",
            .list(.object(["key": .string, "value": .string, "effect": .choice(["prefer", "forbid", "evict"])])),
            .value([]), "The taints of hosts that it puts up with."),
        .orchestrates("priority", .integer(-1000...1000), .value(0), "How it ranks where there isn't room for all."),
        .orchestrates(
            "preemption", .choice(["never", "lower"]), .value("never"),
            "Whether those that rank lower make room for it."),
    ]

    private static let share = ParameterType.either([.count, .form(.percentage)])

    private static let updates: [Parameter] = [
        .orchestrates(
            "update.strategy", .choice(["rolling", "recreate", "bluegreen"]), .value("rolling"),
            "How instances are replaced by changed ones."),
        .orchestrates("update.maxUnavailable", share, .value(0), "How many instances may be missing meanwhile."),
        .orchestrates("update.maxSurge", share, .value(1), "How many instances there may be too many meanwhile."),
        .orchestrates(
            "update.progressDeadline", .duration, .value(600),
            "How long a change may stand still before it is taken back, in seconds."),
    ]
}

extension Parameter {
    fileprivate static func orchestrates(
        _ name: String, _ type: ParameterType, _ default: Default, _ doc: String
    ) -> Parameter {
        .operators(
            "orchestrator.\(name)", type, default: `default`, component: .orchestrator, stage: .deploy,
            merging: name == "target.latency" ? .replacing : nil, doc: doc)
    }
}
