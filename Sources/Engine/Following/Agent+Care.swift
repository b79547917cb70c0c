import ConfigurationGraph
import GraphStore
import Runtime

extension Agent {
    /// Of instances, those that this command makes be as they are wanted, and those that the agents of their hosts do.
    struct Care: Hashable, Sendable {
        var own: Set<String> = []
        var others: Set<String> = []
    }

    /// Tells who takes care of instances. A command takes care of those on this machine, unless this host's agent runs.
    ///
    /// - Throws: whatever reading the store throws.
    func care(of names: Set<String>) async throws -> Care {
        let isAttended = try isAttended
        return try await store.read { view in
            try names.reduce(into: Care()) { care, name in
                guard let instance = try view.value(Instance.self, named: name) else { return }
                if isHere(instance), !isAttended { care.own.insert(name) } else { care.others.insert(name) }
            }
        }
    }

    /// Whether this host's agent runs, as a process that goes on.
    private var isAttended: Bool {
        get throws {
            guard identity != nil else { return false }
            // Whoever gets the lock knows that nobody has it; it is given back at once.
            return try state.lockAgent() == nil
        }
    }

    /// Says no to what can be done only where an instance runs.
    ///
    /// - Throws: ``Failure`` that names the host.
    func requireHere(_ name: String, to doing: String) async throws {
        let instance = try await store.read { try $0.value(Instance.self, named: name) }
        guard let instance, !isHere(instance) else { return }
        throw Failure(
            .unavailable, "\(name) is on host \(instance.host), and not on this machine",
            hint: "'emergence \(doing) \(name)' on \(instance.host), with the state directory of its agent")
    }
}
