import ConfigurationGraph
import GraphStore
import Orchestrator

extension HostAgent {
    /// Who this is: another after the machine was started anew, and after the state directory was made anew. A second
    /// process for the same directory is kept away by a lock, so one that was killed has its lease back at once.
    private var holder: String { "\(identity.id)@\(BootClock.boot)" }
    private var leaseName: String { HostLease.name(of: identity.name) }

    func askForLease(_ ticket: Int, _ unchanged: Lease?, _ post: Post) async {
        do {
            let lease = try await renewedLease(unchanged)
            memory.set(lease: lease)
            // What reports land under must be known before anything is placed, started or reported.
            memory.set(epoch: lease.epoch)
            try await writeHost(under: lease)
            post.yield(.leaseGiven(ticket: ticket, epoch: lease.epoch))
        } catch LeaseError.held(let lease) {
            post.yield(.leaseRefused(ticket: ticket, by: lease))
        } catch {
            tell(error)
        }
    }

    private func renewedLease(_ unchanged: Lease?) async throws -> Lease {
        if let lease = memory.lease {
            do { return try await agent.store.renew(lease, now: .wall) } catch is LeaseError { memory.set(lease: nil) }
        }
        return try await agent.store.acquire(
            leaseName, holder: holder, duration: LeaseTerms().duration, now: .wall, unchanged: unchanged)
    }

    /// Whether it was this machine before it was started anew: its lease runs out.
    func isPredecessor(_ holder: String) -> Bool { holder.hasPrefix(identity.id + "@") }

    /// Says what this host is, where that isn't what the graph says.
    private func writeHost(under lease: Lease) async throws {
        guard memory.isTimeForHost(now: BootClock.now) else { return }
        let host = try await fenced.host()
        guard try await agent.store.read({ try $0.value(ConfigurationGraph.Host.self, named: host.name) }) != host
        else {
            return
        }
        try await agent.store.commit(
            Transaction(
                author: host.name, roles: [.agent], message: "\(host.name) as its agent finds it",
                preconditions: [.holds(lease: leaseName, epoch: lease.epoch)], puts: [.host(host)]))
    }
}
