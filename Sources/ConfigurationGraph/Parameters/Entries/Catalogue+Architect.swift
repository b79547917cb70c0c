import OCI

extension Catalogue {
    /// What automatons refer to and are known by.
    static let automatons: [Parameter] = [
        .refers("artefact", .string, .required, default: .none, doc: "The artefact that the automaton runs."),
        .refers(
            "configurations", .list(.string), default: .value([]), doc: "Configurations in order; a later one wins."),
        .refers(
            "volumes",
            .list(
                .object(["name": .string, "destination": .path, "readonly": .bool], required: ["name", "destination"])),
            default: .value([]), doc: "The volumes that it mounts, each at its place."),
        .refers(
            "automaton.name", .string, .required, default: .none,
            doc: "Its name: what other automatons call it by, and its instances are named after."),
        .emergences(
            "automaton.generation", .integer(1...Int64.max), default: .computed("the revision that last changed it"),
            component: .architect, stage: .deploy, kinds: [], doc: "Which state of its declaration it is."),
        .emergences(
            "automaton.debug", .bool, default: .value(false), component: .architect, stage: .deploy, kinds: [],
            doc: "Whether it is debugged: a command's switch, never a declaration's."),
        .operators(
            "automaton.labels", .map(.string), default: .value([:]), component: .architect, stage: .deploy,
            kinds: [.automaton], hasEffect: false, doc: "Labels that selectors look for; no annotations."),
        .operators(
            "automaton.configFiles",
            .list(
                .object(
                    ["path": .path, "content": .string, "mode": .integer(0...0o7777)], required: ["path", "content"])),
            default: .value([]), component: .architect, stage: .deploy, merging: .elements(by: "path"),
            hasEffect: false, doc: "Files that it finds at their paths and can only read."),
        .operators(
            "configures", .list(.form(.configured)), default: .value([]), component: .architect, stage: .deploy,
            kinds: [.configuration], doc: "The artefacts and automatons that a configuration holds for, in no order."),
    ]
}

extension Parameter {
    fileprivate static func refers(
        _ path: String, _ type: ParameterType, _ category: ParameterCategory = .optional, default: Default,
        doc: String
    ) -> Parameter {
        Parameter(
            path, type, category, default: `default`, component: .architect, suppliedBy: "operator", stage: .deploy,
            kinds: [.automaton], concernsInstances: path == "artefact", doc: doc)
    }
}
