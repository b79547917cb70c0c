import OCI

extension Catalogue {
    /// State that outlives instances.
    static let volumes: [Parameter] = [
        .volume("name", .string, .none, "Its name, which automatons mount it by.", category: .required),
        .volume("kind", .choice(["state"]), .value("state"), "What it is for."),
        .volume("driver", .choice(["local"]), .value("local"), "Where its content is."),
        .volume(
            "accessMode", .choice(["exclusive", "sharedRead", "sharedWrite"]), .value("exclusive"),
            "Whether one automaton alone may mount it."),
        .volume("readonly", .bool, .value(false), "Whether it can only be read."),
        .volume(
            "mountOptions", .list(.string), .value(["rbind", "rprivate", "nosuid", "nodev"]),
            "The options of its mount (mount(8))."),
        .volume(
            "size", .bytes, .omitted, "The most that it holds, in bytes; refused where nothing can hold it to that."),
        .later("perInstance", .bool, .value(false), "Whether each instance has one of its own."),
        .later("driverOptions", .map(.string), .value([:]), "What its driver is told besides."),
        .later(
            "owner", .object(["uid": .word, "gid": .word, "mode": .integer(0...0o7777)]),
            .computed("process.user, mode 0750"), "Whose it is, inside, when it is made."),
        .later("seedFromImage", .bool, .value(true), "Whether it starts with what the image has in its place."),
        .later(
            "retain", .choice(["delete", "keep", "snapshot"]), .value("keep"), "What becomes of it with its automaton."),
        .later("snapshot.schedule", .form(.schedule), .omitted, "When snapshots are taken."),
        .later("snapshot.keep", .count, .value(0), "How many snapshots are kept."),
        .later("encryption.keyRef", .string, .omitted, "The secret whose key encrypts it."),
        .decided("hostAffinity", .string, .computed("the host that has its content"), "The host that it is on."),
        .decided(
            "hostPath", .path, .computed("in the state directory, by its name"), "Where the host has its content."),
        .decided(
            "selinuxRelabel", .choice(["none", "shared", "private"]), .value("none"), "How its files are labelled."),
    ]
}

extension Parameter {
    fileprivate static func volume(
        _ name: String, _ type: ParameterType, _ default: Default, _ doc: String,
        category: ParameterCategory = .optional, hasEffect: Bool = true
    ) -> Parameter {
        .operators(
            "volume.\(name)", type, category, default: `default`, component: .architect, stage: .deploy,
            kinds: [.volume], hasEffect: hasEffect, doc: doc)
    }

    fileprivate static func later(
        _ name: String, _ type: ParameterType, _ default: Default, _ doc: String
    ) -> Parameter {
        .volume(name, type, `default`, doc, hasEffect: false)
    }

    fileprivate static func decided(
        _ name: String, _ type: ParameterType, _ default: Default, _ doc: String
    ) -> Parameter {
        .emergences(
            "volume.\(name)", type, default: `default`, component: .architect, stage: .deploy, kinds: [.volume],
            doc: doc)
    }
}
