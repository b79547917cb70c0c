import ConfigurationGraph
import Foundation
import GraphStore
import Orchestrator
import Processes

/// The shell of `ControllerMachine`: hands it what happens, and does what it says.
///
/// Each effect is done by a task of its own, which puts its answer into the inbox; so a store that is slow keeps nothing
/// from being heard.
struct Controller: Sendable {
    static let leaseName = "controller"

    let store: any GraphStore
    /// Who it is, as the history and the lease say it; another for each run.
    let holder: String
    let author: String
    let settings: PlannerSettings
    /// Hosts that are known to be there without a lease: the one that this process itself takes care of.
    let ownHosts: [String]
    /// Measurements, each time that there are new ones.
    let observations: AsyncStream<ConfigurationGraph.Observations>
    /// Hears which instances a proposal placed, once it landed.
    let placed: @Sendable ([Step.Placed]) -> Void
    var events: EventHandler

    /// What is heard.
    enum Item: Sendable {
        case event(ControllerMachine.Event)
        /// The time that was waited for.
        case time(Moment)
        case lease(Lease, ticket: Int)
        case read(FleetReader, Fleet, [FleetChange.Ending], ticket: Int)
        case committed(Commit)
        /// What a task couldn't do, in words; it is asked for again.
        case trouble(String)
    }

    /// Plans until the task is cancelled; then it gives its lease back, so that another may lead at once.
    func run() async throws {
        let (inbox, outbox) = AsyncStream.makeStream(of: Item.self)
        var desk = ControllerDesk(machine: ControllerMachine(settings: settings))
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask {
                for await found in observations { outbox.yield(.event(.observed(found))) }
            }
            outbox.yield(.event(.tick))
            for await item in inbox {
                for effect in try await desk.take(item, of: self) {
                    group.addTask { await perform(effect, outbox) }
                }
                if let moment = desk.newWake {
                    group.addTask {
                        try? await BootClock.sleep(until: moment)
                        outbox.yield(.time(moment))
                    }
                }
                if let revision = desk.newWatch {
                    group.addTask {
                        do {
                            for try await commit in store.watch(after: revision) { outbox.yield(.committed(commit)) }
                        } catch {
                            outbox.yield(.trouble(Failure(describing: error).message))
                        }
                    }
                }
            }
        }
        if let lease = desk.lease { try await uncancelled { try await store.release(lease) } }
    }

    private func perform(_ effect: ControllerDesk.Work, _ outbox: AsyncStream<Item>.Continuation) async {
        do {
            switch effect {
            case .askForLease(let ticket, let duration, let unchanged):
                do {
                    let lease = try await store.acquire(
                        Self.leaseName, holder: holder, duration: duration, now: .wall, unchanged: unchanged)
                    outbox.yield(.lease(lease, ticket: ticket))
                } catch LeaseError.held(let lease) {
                    outbox.yield(.event(.leaseRefused(ticket: ticket, by: lease)))
                }
            case .release(let lease): try await store.release(lease)
            case .read(let ticket, let began, let reader):
                let (reader, fleet, endings) = try await store.read { view in
                    var reader = reader
                    let found = try reader.read(view, began: began)
                    return (reader, found.fleet, found.endings)
                }
                outbox.yield(.read(reader, fleet, endings, ticket: ticket))
            case .readLeases(let ticket): outbox.yield(.event(.leases(try await sightings(), ticket: ticket)))
            case .commit(let proposal, let known):
                guard let revision = try await proposal.commit(to: store, author: author, known: known) else {
                    outbox.yield(.event(.refused(ticket: proposal.ticket)))
                    return
                }
                outbox.yield(.event(.committed(revision, ticket: proposal.ticket)))
                placed(proposal.puts)
            }
        } catch {
            // Nothing is answered: the machine asks again when it is time.
            guard !Task.isCancelled else { return }
            outbox.yield(.trouble(Failure(describing: error).message))
        }
    }

    /// The hosts' leases, and those of hosts that are this process's own.
    private func sightings() async throws -> [LeaseSighting] {
        let renewal = BootClock.now.milliseconds
        let own = ownHosts.map { LeaseSighting(host: $0, holder: holder, epoch: 0, renewal: renewal) }
        return try await store.leases().compactMap { lease in
            guard let host = HostLease.host(of: lease), !ownHosts.contains(host) else { return nil }
            return LeaseSighting(
                host: host, holder: lease.holder, epoch: lease.epoch, renewal: lease.expires.milliseconds)
        } + own
    }
}
