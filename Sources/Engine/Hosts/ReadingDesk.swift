import ConfigurationGraph
import Synchronization

/// What an agent is to read of the store, gathered while it reads: a hundred commits in a moment are one reading.
final class ReadingDesk: Sendable {
    struct Order: Sendable {
        /// The questions that it answers; each asks for everything.
        var tickets: [Int] = []
        /// Instances that are here, or were until now.
        var placements: Set<String> = []
        /// Instances of which something is said, wherever they are.
        var statuses: Set<String> = []
        /// The last revision that changed something.
        var heard = Revision.zero
        /// Whether everything is to be read.
        var isAll = false
    }

    private let order = Mutex<Order?>(nil)
    private let wakes = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

    /// What is to be read next, whenever there is something; for one reader.
    var orders: AsyncCompactMapSequence<AsyncStream<Void>, Order> {
        wakes.stream.compactMap { [self] in take() }
    }

    /// Everything is asked for.
    func order(ticket: Int) {
        add { order in
            order.tickets.append(ticket)
            order.isAll = true
        }
    }

    enum News { case placement, status }

    /// A revision changed an instance, or what is said of it.
    func order(_ news: News, of name: String, at revision: Revision = .zero) {
        add { order in
            switch news {
            case .placement: order.placements.insert(name)
            case .status: order.statuses.insert(name)
            }
            order.heard = max(order.heard, revision)
        }
    }

    /// It couldn't be read.
    func putBack(_ failed: Order) {
        add { order in
            order.tickets = failed.tickets + order.tickets
            order.placements.formUnion(failed.placements)
            order.statuses.formUnion(failed.statuses)
            order.heard = max(order.heard, failed.heard)
            order.isAll = order.isAll || failed.isAll
        }
    }

    private func add(_ change: (inout Order) -> Void) {
        order.withLock { order in
            var next = order ?? Order()
            change(&next)
            order = next
        }
        wakes.continuation.yield()
    }

    private func take() -> Order? {
        order.withLock { order in
            defer { order = nil }
            return order
        }
    }
}
