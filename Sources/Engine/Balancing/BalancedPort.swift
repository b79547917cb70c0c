import ConfigurationGraph
import OCI
import Relay

/// A published port that HAProxy can answer at: its requests are HTTP, so that each of them can go to any instance.
struct BalancedPort: Hashable, Sendable {
    var port: PublishedPort
    var policy: BalancerConfiguration.Service.Policy
    var followsClient: Bool
    /// In seconds.
    var timeout: Double
    var retries: Int
    /// Whether who connects says first who the client is.
    var takesProxyProtocol = false
}

extension RuntimeSpecNode {
    /// The published ports of which `relay.ports` says `appProtocol: http`.
    ///
    /// - Throws: `RelayError` for what is no publication.
    func balancedPorts() throws -> [BalancedPort] {
        let spoken = Set(
            (parameters["relay.ports"]?.array ?? []).filter { $0["appProtocol"] == "http" }
                .compactMap { $0["containerPort"]?.integer })
        guard !spoken.isEmpty else { return [] }
        // What prefers low latency gets the nearest that a single host has: the instance that is least busy.
        let policy: BalancerConfiguration.Service.Policy =
            ["leastRequests", "latency"].contains(parameters["relay.loadBalancing"]?.string)
            ? .leastRequests : .roundRobin
        return try publishedPorts().filter { $0.transport == .tcp && spoken.contains(Int64($0.port)) }.map { port in
            BalancedPort(
                port: port, policy: policy, followsClient: parameters["relay.sessionAffinity"] == "clientAddress",
                timeout: parameters["relay.timeout"]?.seconds ?? 60,
                retries: Int(parameters["relay.retries"]?.integer ?? 0),
                takesProxyProtocol: parameters["relay.proxyProtocol"]?.bool ?? false)
        }
    }
}
