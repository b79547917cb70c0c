import OCI

extension Catalogue {
    /// What an artefact's declaration may say, and what Forge records.
    static let artefact: [Parameter] = [
        .forges("imageName", .string, doc: "The repository's name, without a tag."),
        .forges("imageDigest", .string, doc: "The digest of the manifest, or index, in its source."),
        .forges("sha256", .string, doc: "The SHA-256 of the docker-archive as skopeo writes it."),
        Parameter(
            "drv", .string, .encapsulated, default: .omitted, component: .forge, suppliedBy: "forge",
            kinds: [.artefact], doc: "The store path of a Nix artefact's derivation."),
        .emergences("node", .string, default: .computed("set by placement"), doc: "The host that an instance is on."),
    ]

    /// What an image's configuration says (image-spec, config.md), given by the image alone.
    static let image: [Parameter] = [
        .images("User", "process.user"), .images("ExposedPorts", "relay.ports, and an annotation"),
        .images("Env", "process.env"), .images("Entrypoint", "process.args, the first part"),
        .images("Cmd", "process.args, the second part"),
        .images("Volumes", "folders that live as long as the instance"),
        .images("WorkingDir", "process.cwd"), .images("Labels", "annotations"),
        .images("StopSignal", "orchestrator.stop.signal"),
    ]

    /// What a volume's declaration may say.
    static let volume: [Parameter] = [
        .volumes("volume.kind", .choice(["state"]), default: .value("state"), doc: "What it is for."),
        .volumes("volume.driver", .choice(["local"]), default: .value("local"), doc: "Where its content is."),
        .volumes(
            "volume.accessMode", .choice(["exclusive", "sharedRead", "sharedWrite"]), default: .value("exclusive"),
            doc: "Whether one automaton alone may mount it."),
        .volumes("volume.readonly", .bool, default: .value(false), doc: "Whether it can only be read."),
        .operators(
            "volume.retain", .choice(["keep", "delete"]), default: .value("keep"), kinds: [.volume],
            doc: "What becomes of it when its declaration is deleted."),
    ]

    /// Networks and names.
    static let relay: [Parameter] = [
        .operators(
            "relay.publish", .list(.publishedPort), default: .value([]), component: .relay,
            doc: "Ports of the host that lead here, as HOSTPORT:PORT."),
        .operators(
            "relay.ports",
            .list(
                .object(["name": .string, "containerPort": .integer(1...65535), "protocol": .choice(["tcp", "udp"])])),
            default: .computed("the image's ExposedPorts"), component: .relay, doc: "Ports that are served inside."),
        .operators(
            "relay.dependencies", .list(.object(["automaton": .string, "alias": .string, "startOrder": .bool])),
            default: .value([]), component: .relay, kinds: [.automaton],
            doc: "The automatons that it calls by name."),
        .operators(
            "relay.hosts", .list(.object(["ip": .string, "names": .list(.string)])), default: .value([]),
            component: .relay, doc: "Further lines of /etc/hosts."),
    ]

    /// Probes, restarts and logs.
    static let overwatch: [Parameter] = [
        .watches(
            "readiness.type", .choice(["http", "tcp", "exec"]), .omitted, "How it is asked; no probe if not given."),
        .watches("readiness.port", .integer(1...65535), .omitted, "The port asked."),
        .watches("readiness.path", .string, .value("/"), "The path asked for."),
        .watches("readiness.command", .list(.string), .omitted, "The command that must end with 0."),
        .watches("readiness.initialDelay", .duration, .value(0), "The wait before the first try, in seconds."),
        .watches("readiness.interval", .duration, .value(10), "From one try to the next, in seconds."),
        .watches("readiness.timeout", .duration, .value(1), "The most that one try may take, in seconds."),
        .watches("readiness.successThreshold", .integer(1...1000), .value(1), "How many answers in a row are enough."),
        .watches(
            "readiness.failureThreshold", .integer(1...1000), .value(3), "How many failures in a row are too many."),
        .watches(
            "restart.policy", .choice(["always", "onFailure", "never"]), .value("always"),
            "When its process is started anew."),
        .watches("restart.backoff.initial", .duration, .value(1), "The wait before the first restart, in seconds."),
        .watches("restart.backoff.max", .duration, .value(300), "The longest wait before a restart, in seconds."),
        .watches("restart.maxRetries", .integer(0...1_000_000), .value(0), "The most restarts in a row; 0 for no end."),
        .watches("log.maxSize", .bytes, .value(10_485_760), "The most that one log file holds, in bytes."),
        .watches("log.maxFiles", .integer(1...1000), .value(5), "How many log files are kept."),
    ]

    /// Resources and stopping.
    static let orchestrator: [Parameter] = [
        .orchestrates(
            "stop.signal", .signal, .computed("the image's StopSignal, else SIGTERM"), "What asks it to end."),
        .orchestrates("stop.gracePeriod", .duration, .value(10), "How long it may take to end, in seconds."),
        .orchestrates("resources.memory.limit", .bytes, .omitted, "The most memory, in bytes."),
        .orchestrates("resources.cpu.limit", .number(0.01...4096), .omitted, "The most processors."),
        .orchestrates("resources.cpu.request", .number(0.01...4096), .value(0.1), "The processors that it needs."),
        .orchestrates("resources.memory.request", .bytes, .value(67_108_864), "The memory that it needs, in bytes."),
    ]
}

extension Parameter {
    fileprivate static func forges(_ path: String, _ type: ParameterType, doc: String) -> Parameter {
        Parameter(
            path, type, .required, default: .none, component: .forge, suppliedBy: "forge", kinds: [.artefact], doc: doc)
    }

    fileprivate static func images(_ name: String, _ becomes: String) -> Parameter {
        Parameter(
            "image.config.\(name)", .any, .optional, default: .omitted, component: .forge, suppliedBy: "artefact",
            kinds: [], doc: "The image's \(name): becomes \(becomes).")
    }

    fileprivate static func volumes(
        _ path: String, _ type: ParameterType, default: Default, doc: String
    ) -> Parameter {
        .operators(path, type, default: `default`, kinds: [.volume], doc: doc)
    }

    fileprivate static func watches(
        _ name: String, _ type: ParameterType, _ default: Default, _ doc: String
    ) -> Parameter {
        .operators("overwatch.\(name)", type, default: `default`, component: .overwatch, doc: doc)
    }

    fileprivate static func orchestrates(
        _ name: String, _ type: ParameterType, _ default: Default, _ doc: String
    ) -> Parameter {
        .operators("orchestrator.\(name)", type, default: `default`, component: .orchestrator, doc: doc)
    }
}
