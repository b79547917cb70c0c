import ConfigurationGraph
import GraphStore

/// Who has a lease now, as far as that can be told by one look: a lease says when it runs out by the clock on the wall of
/// whoever renewed it, and here that is compared with the clock on this machine's wall.
///
/// So it rests on clocks that differ by less than what is left of a lease when it is renewed, 10 of 15 seconds: with more
/// who is there seems gone, or who is gone is taken to be there for as much longer. What must not go wrong doesn't rest on
/// it: nobody takes a lease by it, and a controller and its agents judge each other by how long they saw no renewal. It says
/// who is there to people, and whether a command leaves placing and starting to others.
struct Attendance: Sendable {
    /// Each lease, by name.
    let leases: [String: Lease]
    let now: Moment

    init(_ leases: [Lease], at now: Moment) {
        self.leases = Dictionary(leases.map { ($0.name, $0) }, uniquingKeysWith: { one, _ in one })
        self.now = now
    }

    /// The leases that are held.
    private var held: [Lease] { leases.values.filter { !$0.hasRunOut(at: now) } }

    /// The hosts whose agents are there.
    var hosts: Set<String> { Set(held.compactMap(HostLease.host)) }

    /// The hosts that had agents which aren't there any more.
    var lostHosts: Set<String> { Set(leases.values.compactMap(HostLease.host)).subtracting(hosts) }

    /// Whether somebody plans: a controller, or a `serve` for its own host.
    var isPlanned: Bool { planner != nil }

    /// Whether a controller plans for all hosts.
    var isLed: Bool { planner?.holder.hasPrefix("controller/") ?? false }

    private var planner: Lease? { leases[Controller.leaseName].flatMap { $0.hasRunOut(at: now) ? nil : $0 } }

    /// Where bytes are handed out by who is no host.
    var contentAddresses: [String] { held.compactMap(ContentLease.address).sorted() }

    /// The lease of a host's agent; nil where it never had one.
    func lease(of host: String) -> Lease? { leases[HostLease.name(of: host)] }

    /// Whether a host's agent is there.
    func state(of host: String) -> HostReport.State {
        lease(of: host).map { $0.hasRunOut(at: now) ? .lost : .up } ?? .unattended
    }
}

extension GraphStore {
    /// Who has a lease now.
    ///
    /// - Throws: what reading the store throws.
    func attendance(at now: Moment = .wall) async throws -> Attendance { Attendance(try await leases(), at: now) }
}
