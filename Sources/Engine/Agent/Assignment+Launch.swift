import ConfigurationGraph
import Foundation
import OCI
import Overwatch
import Relay
import Runtime

extension Assignment {
    /// What the runtime needs to make the container.
    ///
    /// - Throws: `EncodingError` when the configuration can't be written.
    func launch(hosts names: Names, for agent: Agent) throws -> InstanceLaunch {
        InstanceLaunch(
            name: instance.name,
            config: try CanonicalJSON.encode(spec.spec),
            layers: layers,
            idBase: instance.idBase,
            volumes: automaton.volumes.map { VolumeBinding(name: $0.volume, readonly: $0.readonly) },
            ephemeral: (parameter("image.config.Volumes")?.array ?? []).compactMap(\.string),
            terminal: instance.debug,
            log: LogOptions(
                maxSize: parameter("overwatch.log.maxSize")?.integer ?? 10 << 20,
                maxFiles: Int(parameter("overwatch.log.maxFiles")?.integer ?? 5)),
            exitCommand: agent.exitCommand(for: instance.name),
            hosts: names.hosts(ownAddress: nil),
            hostname: spec.spec["hostname"]?.string ?? instance.name,
            resolv: names.resolv)
    }

    /// What is published on this host, as its configuration says.
    ///
    /// - Throws: what is wrong with a publication.
    func publishedPorts() throws -> [PublishedPort] {
        try (parameter("relay.publish")?.array ?? []).map { try PublishedPort($0) }
    }

    /// The probe that tells whether it is ready; nil where its configuration has none.
    func readinessProbe(address: String) throws -> Probe? {
        try Probe(parameters: spec.parameters, prefix: "overwatch.readiness", address: address)
    }

    /// Whether, and after how long, its process is started anew.
    var restartPolicy: RestartPolicy { RestartPolicy(parameters: spec.parameters) }
}

extension Agent {
    /// What conmon calls when an instance's process has ended.
    func exitCommand(for instance: String) -> [String] {
        var command = [settings.program, "exited", instance, "--state-dir", state.path]
        if let store = settings.store { command += ["--store", store] }
        if let runtime = settings.runtime { command += ["--runtime", runtime] }
        return command
    }
}
