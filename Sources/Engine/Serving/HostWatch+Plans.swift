import ConfigurationGraph
import GraphStore
import Orchestrator

extension HostWatch {
    /// Starts what a plan placed here, dependencies first.
    func start(_ placed: [Step.Placed]) async {
        let here = placed.filter { $0.host == agent.hostName }.map(\.instance)
        guard !here.isEmpty else { return }
        do {
            try await agent.reconcile(Set(here), waitUntilReady: false, timeout: .zero)
        } catch {
            if !Task.isCancelled { agent.events(.note(Failure(describing: error).message)) }
        }
    }

    /// Ends an instance that is to end, and says so. It gets no new request first, and ends those that it has.
    func end(_ assignment: Assignment, _ waker: AsyncStream<Void>.Continuation) async {
        let name = assignment.instance.name
        waker.yield()
        do {
            try await awaitIdleness(of: name)
            try await agent.takeDown([assignment])
            try await agent.report(assignment, .stopped, message: assignment.instance.ending)
        } catch {
            if !Task.isCancelled { agent.events(.note(Failure(describing: error).message)) }
        }
        await leaving.end(name)
        waker.yield()
    }

    /// Waits until an instance has no request any more, or for half a minute.
    private func awaitIdleness(of name: String) async throws {
        let end = ContinuousClock.now + .seconds(30)
        while try await !balancer.isIdle(name), ContinuousClock.now < end {
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}
