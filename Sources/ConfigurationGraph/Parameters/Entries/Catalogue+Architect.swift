import OCI

extension Catalogue {
    /// What automatons refer to, and what a volume's declaration may say.
    static let architect: [Parameter] = [
        .operators(
            "artefact", .string, .required, default: .none, component: .architect, kinds: [.automaton],
            doc: "The artefact that the automaton runs."),
        .volumes("volume.driver", .choice(["local"]), default: .value("local"), doc: "Where its content is."),
        .volumes(
            "volume.size", .bytes, default: .omitted,
            doc: "The most that it may hold, in bytes; a host that can't hold it to that refuses it."),
        .volumes("volume.readonly", .bool, default: .value(false), doc: "Whether it can only be read."),
        .volumes(
            "volume.mountOptions", .list(.string), default: .value(["rbind", "rprivate", "nosuid", "nodev"]),
            doc: "The options of its mount (mount(8))."),
        Parameter(
            "volume.hostPath", .path, .encapsulated, default: .computed("in the state directory, by its name"),
            component: .architect, suppliedBy: "emergence", kinds: [.volume], doc: "Where the host has its content."),
    ]
}

extension Parameter {
    fileprivate static func volumes(
        _ path: String, _ type: ParameterType, default: Default, doc: String
    ) -> Parameter {
        .operators(path, type, default: `default`, component: .architect, kinds: [.volume], doc: doc)
    }
}
