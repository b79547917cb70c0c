import ConfigurationGraph
import Foundation
import Glibc
import GraphStore
import Orchestrator
import Processes
import Runtime

extension Engine {
    /// Plans for all hosts of the store until the task is cancelled: makes the instances what is declared and what load
    /// asks for. One of several leads, by a lease; the others wait for it.
    ///
    /// - Parameter address: where it hands out the bytes that were forged here; nil for nowhere.
    /// - Throws: ``Failure`` when the store can't be read, or nobody can listen at the address.
    public func control(address: String? = nil, events: @escaping EventHandler) async throws {
        try await reportingFailures {
            let content = try address.map { try ContentAddress(parsing: $0) }
            _ = try await store.revision()
            let controller = Controller(
                store: store, holder: Self.controllerName("controller"), author: settings.author,
                settings: PlannerSettings(), ownHosts: [], observations: store.measurements, placed: { _ in },
                events: events)
            events(.note("planning for \(settings.store ?? settings.stateDirectory); Ctrl-C ends this"))
            do {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    if let content { group.addTask { try await handOut(at: content) } }
                    group.addTask { await SpareMemory.giveBackFromTimeToTime { store.giveMemoryBack() } }
                    group.addTask { try await controller.run() }
                    // Ends with the first that fails.
                    for try await _ in group {}
                }
            } catch is CancellationError {}
        }
    }

    /// Whether instances are left to a controller, so that commands place nothing themselves: one plans for all hosts, or
    /// should, as others than this state directory's have agents, who know alone what their instances get of them. One that
    /// `serve` runs for its own machine leaves the first instances to commands.
    var isLed: Bool {
        get async throws {
            let attendance = try await store.attendance()
            if attendance.isLed { return true }
            let own = try HostIdentity.read(in: StateDirectory(settings.stateDirectory))?.name
            let others = attendance.hosts.union(attendance.lostHosts).subtracting([own].compactMap(\.self))
            guard !others.isEmpty else { return false }
            // What is left of a host that was removed is no host.
            return try await store.read { !others.isDisjoint(with: try $0.names(of: .host)) }
        }
    }

    /// Another for each run.
    static func controllerName(_ command: String) -> String {
        "\(command)/\(ProcessInfo.processInfo.hostName)/\(getpid())/\(UUID().uuidString.prefix(8))"
    }
}
