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
    func launch(for agent: Agent) throws -> InstanceLaunch {
        let destinations = (parameter("image.config.Volumes")?.array ?? []).compactMap(\.string)
        return InstanceLaunch(
            name: instance.name,
            configuration: try CanonicalJSON.encode(spec.spec),
            controlGroup: spec.spec["linux"]?["cgroupsPath"]?.string ?? "/emergence/\(instance.name)",
            layers: layers,
            mapping: IDMapping(base: instance.idBase),
            volumes: automaton.volumes.map { volume in
                VolumeBinding(
                    name: volume.volume, readOnly: volume.readonly || instance.isVariant, user: user("uid"),
                    group: user("gid"))
            },
            ephemeral: destinations.enumerated().map { EphemeralVolume(name: "\($0)", destination: $1) },
            terminal: instance.debug, timeLimit: instance.session?.secondsLeft(),
            log: LogOptions(
                maximumSize: parameter("overwatch.log.maxSize")?.integer ?? 10 << 20,
                maximumFiles: Int(parameter("overwatch.log.maxFiles")?.integer ?? 5)),
            exitCommand: agent.exitCommand(for: instance.name),
            files: InstanceFiles(hosts: hosts(address: nil).text, hostname: hostname, resolver: Self.resolver))
    }

    /// Its /etc/hosts at an address.
    ///
    /// - Parameter virtual: the addresses that stand for all instances of automatons, wherever they are.
    func hosts(address: String?, virtual: [String: String] = [:]) -> HostsFile {
        HostsFile(
            hostname: hostname, address: address,
            dependencies: peers.compactMap { peer in
                (virtual[peer.automaton] ?? peer.address).map { HostsFile.Line(address: $0, names: peer.names) }
            },
            extras: (parameter("relay.hosts")?.array ?? []).compactMap { line in
                line["ip"]?.string.map { address in
                    HostsFile.Line(address: address, names: (line["names"]?.array ?? []).compactMap(\.string))
                }
            })
    }

    /// The probe that tells whether it is ready; nil where its configuration has none.
    var readinessProbe: Probe? { probes[.readiness] }

    /// Whether, and after how long, its process is started anew.
    var restartPolicy: RestartPolicy {
        RestartPolicy(
            kind: parameter("overwatch.restart.policy")?.string.flatMap(RestartPolicy.Kind.init) ?? .always,
            initial: parameter("overwatch.restart.backoff.initial")?.seconds ?? 1,
            max: parameter("overwatch.restart.backoff.max")?.seconds ?? 300,
            maxRetries: Int(parameter("overwatch.restart.maxRetries")?.integer ?? 0))
    }

    /// Whether it has a network namespace of its own, rather than its host's.
    var hasOwnNetwork: Bool {
        (spec.spec["linux"]?["namespaces"]?.array ?? []).contains { $0["type"] == "network" }
    }

    private var hostname: String { spec.spec["hostname"]?.string ?? instance.name }

    private func user(_ key: String) -> UInt32 {
        UInt32(clamping: spec.spec["process"]?["user"]?[key]?.integer ?? 0)
    }

    private static var resolver: String {
        let host = (try? String(contentsOfFile: "/etc/resolv.conf", encoding: .utf8)) ?? ""
        let upstream = try? String(contentsOfFile: "/run/systemd/resolve/resolv.conf", encoding: .utf8)
        return ResolverFile.text(host: host, upstream: upstream)
    }
}

extension JSONValue {
    /// A number, whole or not.
    var seconds: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }
}

extension Agent {
    /// What conmon calls when an instance's process has ended.
    func exitCommand(for instance: String) -> [String] {
        var command = [settings.program, "exited", instance, "--state-dir", state.path]
        if let store = settings.store { command += ["--store", store] }
        if let runtime = settings.runtime { command += ["--runtime", runtime] }
        if let key = settings.secretsKey { command += ["--secrets-key", key] }
        return command
    }
}
