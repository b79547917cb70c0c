import ConfigurationGraph
import OCI

extension Resolver {
    /// The parameters that are no part of `config.json`, but of how the instance is run.
    static func addComponents(of subject: Subject, to builder: inout SpecBuilder) {
        builder.setParameter(
            "node", .string(subject.request.host.name), .rule("node", reason: "the instance is placed there"))
        for entry in Catalogue.parameters where belongsToInstances(entry) {
            if let value = subject.scalar(entry.path) { builder.setParameter(entry.path, value.value, value.origin) }
        }
        if subject.given.strongest("orchestrator.stop.signal") == nil {
            let image = subject.execution.stopSignal.flatMap { SignalName.normalised(.string($0)) }
            builder.setParameter(
                "orchestrator.stop.signal", .string(image ?? "SIGTERM"),
                image == nil
                    ? .rule("orchestrator.stop.signal", reason: "the image names no signal") : subject.imageOrigin)
        }
        let published = subject.scalar("relay.publish")?.value.array ?? []
        if !published.isEmpty, !subject.request.host.features.network {
            builder.report(
                subject.problem(
                    "relay.publish", "host \(subject.request.host.name) has no CNI plugins, so nothing can be published"
                ))
        }
    }

    private static func belongsToInstances(_ entry: Parameter) -> Bool {
        ["relay.", "overwatch.", "orchestrator."].contains { entry.path.hasPrefix($0) }
    }
}
