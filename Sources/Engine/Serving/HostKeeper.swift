import ConfigurationGraph
import GraphStore
import Orchestrator
import Runtime

/// What `serve` does for a host that has no agent of its own: starts what is placed here, ends what is to end, and starts
/// what was lost.
struct HostKeeper: Sendable {
    let agent: Agent
    let watch: HostWatch
    /// What plans placed.
    let placed: AsyncStream<[Step.Placed]>

    /// Keeps the host until the task is cancelled.
    func run() async {
        let (seen, see) = AsyncStream.makeStream(of: [Assignment].self, bufferingPolicy: .bufferingNewest(1))
        await withDiscardingTaskGroup { group in
            group.addTask { await watch.run { see.yield($0) } }
            group.addTask { await mendFromTimeToTime() }
            group.addTask {
                await withDiscardingTaskGroup { starts in
                    for await steps in placed { starts.addTask { await start(steps) } }
                }
            }
            for await assignments in seen {
                for assignment in assignments where assignment.isToBeEnded(on: agent.hostName) {
                    group.addTask { await end(assignment) }
                }
            }
        }
    }

    /// Starts what a plan placed here, dependencies first.
    private func start(_ placed: [Step.Placed]) async {
        let here = placed.filter { $0.host == agent.hostName }.map(\.instance)
        guard !here.isEmpty else { return }
        await telling { try await agent.reconcile(Set(here), waitUntilReady: false, timeout: .zero) }
    }

    /// Ends an instance that is to end, and says so. It gets no new request first, and ends those that it has.
    private func end(_ assignment: Assignment) async {
        await telling {
            _ = try await watch.withoutRequests(to: assignment) {
                try await agent.takeDown([assignment])
                try await agent.report(assignment, .stopped, message: assignment.instance.ending)
            }
        }
    }

    /// Looks every five seconds at what really runs, as a monitor that was killed tells nobody.
    private func mendFromTimeToTime() async {
        var trouble = Trouble()
        while !Task.isCancelled {
            do {
                try await agent.mend()
                trouble = Trouble()
            } catch {
                trouble.tell(error, agent.events)
            }
            try? await Task.sleep(for: .seconds(5))
        }
    }

    private func telling(_ work: () async throws -> Void) async {
        var trouble = Trouble()
        do { try await work() } catch { trouble.tell(error, agent.events) }
    }
}

extension Assignment {
    /// Whether it is to be ended here, and that hasn't been said yet.
    fileprivate func isToBeEnded(on host: String) -> Bool {
        instance.ending != nil && instance.host == host && status?.state != .stopped
    }
}
