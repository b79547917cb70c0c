import ConfigurationGraph
public import Foundation
import GraphStore

extension Engine {
    /// The hosts, sorted by name.
    ///
    /// - Throws: ``Failure`` when the graph can't be read.
    public func hosts(now: Date = Date()) async throws -> [HostReport] {
        try await reportingFailures { try await hostReports(now: now) }
    }

    /// One host.
    ///
    /// - Throws: ``Failure`` for a name that no host has.
    public func host(named name: String, now: Date = Date()) async throws -> HostReport {
        try await reportingFailures { try Self.find(name, in: try await hostReports(now: now)) }
    }

    func hostReports(now: Date) async throws -> [HostReport] {
        let moment = Moment(seconds: now.timeIntervalSince1970)
        let leases = Dictionary(try await store.leases().map { ($0.name, $0) }, uniquingKeysWith: { one, _ in one })
        return try await store.read { view in
            try view.values(ConfigurationGraph.Host.self).map {
                try HostReport($0, lease: leases[HostLease.name(of: $0.name)], now: moment, in: view)
            }
        }
    }

    static func find(_ name: String, in hosts: [HostReport]) throws -> HostReport {
        if let host = hosts.first(where: { $0.host == name }) { return host }
        let nearest = Catalogue.nearest(to: name, among: hosts.map(\.host))
        throw Failure(
            .failed, "there is no host '\(name)'",
            hint: nearest.map { "did you mean '\($0)'?" } ?? "'emergence host list' lists them")
    }
}

/// The lease of a host's agent.
enum HostLease {
    static func name(of host: String) -> String { "host/\(host)" }
}

extension GraphStore {
    /// The hosts that have, or had, an agent of their own.
    ///
    /// - Throws: what reading the store throws.
    func attendedHosts() async throws -> Set<String> {
        let prefix = HostLease.name(of: "")
        return Set(
            try await leases().map(\.name).filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) })
    }
}
