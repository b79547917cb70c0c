import OCI

extension Catalogue {
    /// What an instance is and how it fares; nobody gives it.
    static let instances: [Parameter] = [
        .tells("id", .string, .computed("the automaton's name and a number"), "The container's id."),
        .tells("automaton", .string, .computed("the automaton that it is one of"), "What it is an instance of."),
        .tells("host", .string, .computed("by placement"), "The host that it is on: what an instance knows as node."),
        .tells("bundlePath", .path, .computed("in the state directory, by its name"), "Where its bundle is."),
        .tells("state", .string, .value("pending"), "Where it is in its life."),
        .tells("pid", .integer(1...Int64(Int32.max)), .computed("its process's, on the host"), "Its process's id."),
        .tells("addresses", .list(.form(.address)), .computed("by Relay"), "Its addresses in its host's network."),
        .tells("startedAt", .form(.time), .computed("when its process started"), "Since when it runs."),
        .tells("exitCode", .integer(0...255), .computed("as its process last ended"), "How its process ended."),
        .tells("restartCount", .count, .value(0), "How often it was started anew."),
        .tells("runtimeConfigDigest", .form(.digest), .computed("of config.json"), "Which configuration it has."),
    ]
}

extension Parameter {
    fileprivate static func tells(
        _ name: String, _ type: ParameterType, _ default: Default, _ doc: String
    ) -> Parameter {
        .emergences("instance.\(name)", type, default: `default`, kinds: [.instance], doc: doc)
    }
}
