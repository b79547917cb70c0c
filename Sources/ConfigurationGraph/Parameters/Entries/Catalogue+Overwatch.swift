import OCI

extension Catalogue {
    /// Probes, restarts and logs.
    static let overwatch: [Parameter] = [
        .watches(
            "readiness.type", .choice(["exec", "http", "tcp"]), .omitted,
            "How to ask whether it is ready; where it isn't given, it is ready when its process runs."),
        .watches("readiness.command", .list(.string), .omitted, "The command of an exec probe; 0 means ready."),
        .watches("readiness.port", .integer(1...65535), .omitted, "The port that a probe connects to."),
        .watches("readiness.path", .string, .value("/"), "The path that an http probe asks for."),
        .watches("readiness.initialDelay", .duration, .value(0), "The wait before the first try, in seconds."),
        .watches("readiness.interval", .duration, .value(10), "From one try to the next, in seconds."),
        .watches("readiness.timeout", .duration, .value(1), "The most that one try may take, in seconds."),
        .watches("readiness.successThreshold", .integer(1...1000), .value(1), "Successes in a row that make it ready."),
        .watches("readiness.failureThreshold", .integer(1...1000), .value(3), "Failures in a row that end that."),
        .watches(
            "restart.policy", .choice(["always", "onFailure", "never"]), .value("always"),
            "When its process is started anew."),
        .watches("restart.backoff.initial", .duration, .value(1), "The wait before the first restart, in seconds."),
        .watches("restart.backoff.max", .duration, .value(300), "The longest wait before a restart, in seconds."),
        .watches("restart.maxRetries", .integer(0...1_000_000), .value(0), "The most restarts in a row; 0 for no end."),
        .watches("log.driver", .choice(["file"]), .value("file"), "Where its output is kept."),
        .watches("log.maxSize", .bytes, .value(10_485_760), "The most that one log file holds, in bytes."),
        .watches("log.maxFiles", .integer(1...1000), .value(5), "How many log files are kept."),
    ]
}

extension Parameter {
    fileprivate static func watches(
        _ name: String, _ type: ParameterType, _ default: Default, _ doc: String
    ) -> Parameter {
        .operators("overwatch.\(name)", type, default: `default`, component: .overwatch, doc: doc)
    }
}
