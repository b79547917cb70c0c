import OCI

extension Catalogue {
    /// Resources and stopping.
    static let orchestrator: [Parameter] = [
        .orchestrates("stop.signal", .signal, .value("SIGTERM"), "What asks it to end; else the image's StopSignal."),
        .orchestrates("stop.gracePeriod", .duration, .value(10), "How long it may take to end, in seconds."),
        .orchestrates("resources.cpu.request", .number(0.01...4096), .value(0.1), "The processors that it needs."),
        .orchestrates("resources.cpu.limit", .number(0.01...4096), .omitted, "The most processors that it may have."),
        .orchestrates("resources.memory.request", .bytes, .value(67_108_864), "The memory that it needs, in bytes."),
        .orchestrates("resources.memory.limit", .bytes, .omitted, "The most memory that it may have, in bytes."),
    ]
}

extension Parameter {
    fileprivate static func orchestrates(
        _ name: String, _ type: ParameterType, _ default: Default, _ doc: String
    ) -> Parameter {
        .operators("orchestrator.\(name)", type, default: `default`, component: .orchestrator, doc: doc)
    }
}
