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
        let attendance = try await store.attendance(at: Moment(seconds: now.timeIntervalSince1970))
        return try await store.read { view in
            try view.values(ConfigurationGraph.Host.self).map { try HostReport($0, attendance, in: view) }
        }
    }

    static func find(_ name: String, in hosts: [HostReport]) throws -> HostReport {
        if let host = hosts.first(where: { $0.host == name }) { return host }
        throw Failure.nothing(
            "host", called: name, among: hosts.map(\.host), else: "'emergence host list' lists them")
    }
}

/// The lease of a host's agent.
enum HostLease {
    private static let prefix = "host/"

    static func name(of host: String) -> String { prefix + host }

    /// The host whose lease it is; nil for another's.
    static func host(of lease: Lease) -> String? {
        lease.name.hasPrefix(prefix) ? String(lease.name.dropFirst(prefix.count)) : nil
    }
}

extension GraphStore {
    /// The hosts that have, or had, an agent of their own.
    ///
    /// - Throws: what reading the store throws.
    func attendedHosts() async throws -> Set<String> { Set(try await leases().compactMap(HostLease.host)) }
}
