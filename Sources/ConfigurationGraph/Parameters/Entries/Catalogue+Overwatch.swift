import OCI

extension Catalogue {
    /// Probes, restarts, logs and metrics.
    static let overwatch: [Parameter] =
        probe("readiness", "ready", "it is ready when its process runs")
        + probe("liveness", "well", "it is well while its process runs")
        + probe("startup", "started", "it has started when its process runs") + restarts + records

    private static func probe(_ name: String, _ what: String, _ otherwise: String) -> [Parameter] {
        [
            (
                "type", .choice(["exec", "http", "tcp"]), .omitted,
                "How to ask whether it is \(what); else \(otherwise)."
            ),
            ("command", .list(.string), .omitted, "The command of an exec probe; 0 means \(what)."),
            ("port", .integer(1...65535), .omitted, "The port that a probe connects to."),
            ("path", .string, .value("/"), "The path that an http probe asks for."),
            ("initialDelay", .duration, .value(0), "The wait before the first try, in seconds."),
            ("interval", .duration, .value(10), "From one try to the next, in seconds."),
            ("timeout", .duration, .value(1), "The most that one try may take, in seconds."),
            ("successThreshold", .integer(1...1000), .value(1), "Successes in a row that make it \(what)."),
            ("failureThreshold", .integer(1...1000), .value(3), "Failures in a row that end that."),
        ].map { key, type, value, doc in .watches("\(name).\(key)", type, value, doc) }
    }

    private static let restarts: [Parameter] = [
        .watches(
            "restart.policy", .choice(["always", "onFailure", "never"]), .value("always"),
            "When its process is started anew."),
        .watches("restart.backoff.initial", .duration, .value(1), "The wait before the first restart, in seconds."),
        .watches("restart.backoff.max", .duration, .value(300), "The longest wait before a restart, in seconds."),
        .watches("restart.maxRetries", .integer(0...1_000_000), .value(0), "The most restarts in a row; 0 for no end."),
    ]

    private static let records: [Parameter] = [
        .watches("log.driver", .choice(["file"]), .value("file"), "Where its output is kept."),
        .watches("log.maxSize", .bytes, .value(10_485_760), "The most that one log file holds, in bytes."),
        .watches("log.maxFiles", .integer(1...1000), .value(5), "How many log files are kept."),
        .watches("log.retention", .duration, .value(604_800), "How long logs are kept, in seconds.", hasEffect: false),
        .watches("log.labels", .map(.string), .value([:]), "Labels on each line of its output.", hasEffect: false),
        .watches("metrics.enabled", .bool, .value(false), "Whether its own metrics are collected.", hasEffect: false),
        .watches("metrics.port", .integer(1...65535), .omitted, "The port that serves its metrics.", hasEffect: false),
        .watches("metrics.path", .string, .value("/metrics"), "The path of its metrics.", hasEffect: false),
        .watches(
            "metrics.interval", .duration, .value(30), "From one collection to the next, in seconds.", hasEffect: false),
        .watches(
            "alerts",
            .list(
                .object(
                    ["condition": .string, "for": .duration, "target": .string], required: ["condition", "target"])),
            .value([]), "When somebody is told, and who.", hasEffect: false),
        .watches(
            "trace.sampleRate", .number(0...1), .value(0), "The part of its requests that is traced.", hasEffect: false),
        .emergences(
            "overwatch.events.retention", .duration, default: .value(2_592_000), component: .overwatch,
            by: "overwatch", stage: .deploy, hasEffect: false, doc: "How long events are kept, in seconds."),
    ]
}

extension Parameter {
    fileprivate static func watches(
        _ name: String, _ type: ParameterType, _ default: Default, _ doc: String, hasEffect: Bool = true
    ) -> Parameter {
        .operators(
            "overwatch.\(name)", type, default: `default`, component: .overwatch, stage: .deploy,
            hasEffect: hasEffect, doc: doc)
    }
}
