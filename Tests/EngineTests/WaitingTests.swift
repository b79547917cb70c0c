import ConfigurationGraph
import GraphStore
import OCI
import Testing

@testable import Engine

/// What a command that waits for others says, and when it gives up: a function of what is found and of the time.
@Suite("Waiting for what others do") struct WaitingTests {
    private static let start = Moment(milliseconds: 1_000_000)

    private static func lack(_ name: String, on host: String? = "beta", _ state: String = "pending") -> Goal.Lack {
        Goal.Lack(subject: name, host: host, state: state)
    }

    @Test("each change is told once, and what is done is told to be")
    func progress() {
        var waiting = Waiting(Goal(instances: ["web-1", "web-2"]), from: Self.start)
        let both = [Self.lack("web-1"), Self.lack("web-2")]
        let first = waiting.take(both, attended: ["beta"], at: Self.start)
        #expect(
            first.events == ["web-1", "web-2"].map { .waiting(instance: $0, reason: "pending on beta") })
        #expect(first.next == .lookAgain)
        #expect(waiting.take(both, attended: ["beta"], at: Self.start + 1).events == [])
        let second = waiting.take([both[1]], attended: ["beta"], at: Self.start + 2)
        #expect(second.events == [.ready(instance: "web-1")])
        let last = waiting.take([], attended: ["beta"], at: Self.start + 3)
        #expect(last.events == [.ready(instance: "web-2")] && last.next == .done)
    }

    @Test("what was replaced by another isn't told to be ready")
    func replaced() {
        var waiting = Waiting(Goal(automatons: ["web"]), from: Self.start)
        _ = waiting.take([Self.lack("web-1", "ends"), Self.lack("web-2")], attended: ["beta"], at: Self.start)
        #expect(waiting.lacking == ["web-1", "web-2"])
        let last = waiting.take([], gone: ["web-1"], attended: ["beta"], at: Self.start + 1)
        #expect(last.events == [.removed(instance: "web-1"), .ready(instance: "web-2")])
    }

    @Test("it gives up once nothing has changed for a minute, or at the time given")
    func patience() throws {
        var waiting = Waiting(Goal(instances: ["web-1"]), from: Self.start)
        for second in 0..<3 {
            let found = [Self.lack("web-1", "\(second)")]
            #expect(waiting.take(found, attended: ["beta"], at: Self.start + Double(50 * second)).next == .lookAgain)
        }
        let late = waiting.take([Self.lack("web-1", "2")], attended: ["beta"], at: Self.start + 160)
        guard case .giveUp(let failure) = late.next else { throw Unexpected(next: late.next) }
        #expect(failure.status == .failed && failure.message == "not done in time: web-1: 2 on beta")

        var limited = Waiting(Goal(instances: ["web-1"]), from: Self.start, deadline: Self.start + 5)
        #expect(limited.take([Self.lack("web-1")], attended: ["beta"], at: Self.start + 4).next == .lookAgain)
        guard case .giveUp = limited.take([Self.lack("web-1", "new")], attended: ["beta"], at: Self.start + 5).next
        else { throw Unexpected(next: .lookAgain) }
    }

    @Test(
        "without a controller nothing is placed, and a command that waits for that says so; a wish of instances needs none"
    )
    func unplanned() throws {
        let found = [Self.lack("web", on: nil, "0 of 2 instances")]
        var waiting = Waiting(Goal(automatons: ["web"]), from: Self.start)
        func look(_ seconds: Double, isPlanned: Bool) -> Waiting.Next {
            waiting.take(found, attended: ["beta"], isPlanned: isPlanned, at: Self.start + seconds).next
        }
        #expect(look(0, isPlanned: false) == .lookAgain)
        _ = look(4, isPlanned: true)
        #expect(look(5, isPlanned: false) != .done)
        guard case .giveUp(let failure) = look(10, isPlanned: false) else { throw Unexpected(next: .lookAgain) }
        #expect(failure.status == .unavailable)
        #expect(failure.message.hasPrefix("no controller plans") && failure.message.contains("web: 0 of 2 instances"))
        var wish = Waiting(Goal(instances: ["web-1"]), from: Self.start)
        for second in [0.0, 30] {
            let next = wish.take(
                [Self.lack("web-1")], attended: ["beta"], isPlanned: false, at: Self.start + second
            ).next
            #expect(next == .lookAgain)
        }
    }

    @Test("a host without an agent isn't waited for; one whose agent is started anew is")
    func unattended() throws {
        var waiting = Waiting(Goal(instances: ["web-1"]), from: Self.start)
        let found = [Self.lack("web-1")]
        #expect(waiting.take(found, attended: [], at: Self.start).next == .lookAgain)
        #expect(waiting.take(found, attended: ["beta"], at: Self.start + 4).next == .lookAgain)
        #expect(waiting.take(found, attended: [], at: Self.start + 5).next == .lookAgain)
        let last = waiting.take(found, attended: [], at: Self.start + 10).next
        guard case .giveUp(let failure) = last else { throw Unexpected(next: last) }
        #expect(failure.status == .unavailable && failure.message.contains("the agent of host beta isn't there"))
    }

    @Test("of what has no place the planner is asked, from time to time")
    func unplaced() {
        var waiting = Waiting(Goal(automatons: ["web"]), from: Self.start)
        var found = [Self.lack("web", on: nil, "0 of 1 instances are placed")]
        found[0].unplaced = "web"
        let answers = (0..<8).map { waiting.take(found, attended: [], at: Self.start + Double($0)).next }
        let ask = Waiting.Next.askWhy("web")
        #expect(
            answers == [
                .lookAgain, .lookAgain, .lookAgain, ask, .lookAgain, .lookAgain, ask, .lookAgain,
            ])
    }

    @Test("an instance lacks what isn't as it is wanted, and a failure of an earlier run is none of this one")
    func instances() async throws {
        let wanted: [(Instance.DesiredState, asked: Int64?, InstanceStatus, lack: String?, isFinal: Bool)] = [
            (.running, nil, InstanceStatus(instance: "web-1", state: .ready), nil, false),
            (.running, nil, InstanceStatus(instance: "web-1", state: .running), "running", false),
            (.running, nil, InstanceStatus(instance: "web-1", state: .exited, exitCode: 0), nil, false),
            (.running, nil, InstanceStatus(instance: "web-1", state: .failed, message: "no"), "failed: no", true),
            (
                .running, nil, InstanceStatus(instance: "web-1", state: .backingOff, exitCode: 3),
                "ended with exit status 3", true
            ),
            (.stopped, nil, InstanceStatus(instance: "web-1", state: .ready), "ready", false),
            (.stopped, nil, InstanceStatus(instance: "web-1", state: .stopped), nil, false),
            (.running, 3, InstanceStatus(instance: "web-1", state: .failed), "to be started anew", false),
            (
                .running, 3, InstanceStatus(instance: "web-1", state: .ready, restartAsked: Revision(2)),
                "to be started anew", false
            ),
            (.running, 3, InstanceStatus(instance: "web-1", state: .ready, restartAsked: Revision(3)), nil, false),
        ]
        for (desired, asked, status, expected, isFinal) in wanted {
            let lacks = try await Self.store(desired, asked: asked.map { Revision($0) }, status)
                .read { try Goal(instances: ["web-1", "gone-1"]).lacks(in: $0) }
            #expect(lacks.map(\.state) == (expected.map { [$0] } ?? []), "\(status)")
            #expect(lacks.allSatisfy { $0.isFinal == isFinal && $0.host == "beta" })
        }
    }

    @Test("a wish is written once, and never over what somebody else wrote meanwhile")
    func wishes() async throws {
        let store = try await Self.store(.running, asked: nil, InstanceStatus(instance: "web-1", state: .ready))
        let stop = try #require(
            try await store.read { try InstanceWish.stop.transaction(for: ["web-1"], author: "test", in: $0) })
        // A concurrent apply gives the instance another configuration.
        var changed = try #require(try await store.read { try $0.value(Instance.self, named: "web-1") })
        changed.debug = true
        try await store.commit(
            Transaction(author: "test", roles: [.orchestrator], message: "", puts: [.instance(changed)]))
        await #expect(throws: TransactionError.self) { try await store.commit(stop) }
        let again = try #require(
            try await store.read { try InstanceWish.stop.transaction(for: ["web-1"], author: "test", in: $0) })
        try await store.commit(again)
        let stopped = try #require(try await store.read { try $0.value(Instance.self, named: "web-1") })
        #expect(stopped.desired == .stopped && stopped.debug)
        #expect(
            try await store.read { try InstanceWish.stop.transaction(for: ["web-1"], author: "test", in: $0) } == nil)
    }

    private static func store(
        _ desired: Instance.DesiredState, asked: Revision?, _ status: InstanceStatus
    ) async throws -> InMemoryGraphStore {
        let place = SourceLocation(file: "web.yaml", line: 1, column: 1)
        let store = InMemoryGraphStore()
        let spec = RuntimeSpecNode(
            digest: try ControllerTests.digest(9), spec: .object([:]), parameters: [:], provenance: [])
        let nodes: [Node] =
            try ControllerTests.declared() + [
                .automaton(
                    Automaton(name: "web", artefact: "web", declaration: Declaration(set: "web.yaml", location: place))),
                .runtimeSpec(spec),
                .instance(
                    Instance(
                        name: "web-1", automaton: "web", host: "beta", spec: spec.nodeName, idBase: 1_000_000,
                        desired: desired, restartAsked: asked)),
                .instanceStatus(status),
            ]
        try await ControllerTests.put(nodes, in: store)
        return store
    }

    private struct Unexpected: Error { let next: Waiting.Next }
}
