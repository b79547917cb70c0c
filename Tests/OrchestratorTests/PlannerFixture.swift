import ConfigurationGraph

@testable import Orchestrator

let first = Generation(artefact: "one", configuration: "a")
let second = Generation(artefact: "two", configuration: "a")
let start = Moment(seconds: 1_000_000)
let gibibyte: Int64 = 1 << 30

extension HostState {
    static func fixture(
        _ name: String, region: String? = nil, zone: String? = nil, cpus: Double = 4, memory: Int64 = 8 * gibibyte,
        _ change: (inout HostState) -> Void = { _ in }
    ) -> HostState {
        var host = HostState(
            name: name, region: region, zone: zone,
            capacity: Resources(cpus: cpus, memory: memory, storage: 100 * gibibyte))
        change(&host)
        return host
    }
}

extension AutomatonPolicy {
    static func fixture(
        _ name: String, _ count: Int = 1, cpus: Double = 1, memory: Int64 = gibibyte, generation: Generation = first,
        _ change: (inout AutomatonPolicy) -> Void = { _ in }
    ) -> AutomatonPolicy {
        var policy = AutomatonPolicy(name: name, generation: generation)
        policy.instances = Count(least: count)
        policy.request = Resources(cpus: cpus, memory: memory)
        change(&policy)
        return policy
    }
}

extension Fleet {
    /// Plans at a time, and lets all that was placed become ready.
    @discardableResult
    mutating func step(
        at now: Moment = start, _ observations: Observations = Observations(), ready: Bool = true
    ) -> Plan {
        let plan = Planner.advance(&self, observations: observations, now: now)
        if ready { becomeReady() }
        return plan
    }

    mutating func becomeReady(where isTrue: (InstanceState) -> Bool = { _ in true }) {
        for var instance in instanceStates where instance.phase == .starting && isTrue(instance) {
            instance.phase = .ready
            put(instance)
        }
    }

    /// Plans until there is nothing more to do; gives all steps.
    @discardableResult
    mutating func settle(at now: Moment = start, _ observations: Observations = Observations()) -> [Step] {
        var steps: [Step] = []
        for _ in 0..<1000 {
            let plan = step(at: now, observations)
            steps += plan.steps
            if plan.steps.isEmpty { break }
        }
        return steps
    }

    mutating func change(host name: String, _ change: (inout HostState) -> Void) {
        guard var state = host(name) else { return }
        change(&state)
        put(state)
    }

    /// How many instances are on each host that has any.
    var spread: [String: Int] {
        Dictionary(instanceStates.map { ($0.host, 1) }, uniquingKeysWith: +)
    }

    func hosts(of automaton: String) -> [String] {
        instanceStates.filter { $0.automaton == automaton }.map(\.host).sorted()
    }
}

extension Plan {
    var placed: [Step.Placed] {
        steps.compactMap { step in
            switch step {
            case .place(let placed), .move(let placed, _), .restart(let placed): placed
            default: nil
            }
        }
    }

    var stopped: [String] {
        steps.compactMap { if case .stop(let instance, _, _) = $0 { instance } else { nil } }
    }
}
