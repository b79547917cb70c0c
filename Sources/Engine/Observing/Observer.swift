import Relay
import Runtime

/// Makes of what is counted each second what is told of a machine. Pure: it is given the time.
struct Observer: Sendable {
    /// What is known of one instance in one second.
    struct Subject: Hashable, Sendable {
        var instance: String
        var automaton: String
        var isReady: Bool
        var usage: InstanceUsage?
        var processorsAsked: Double
        var memoryAsked: Int64
    }

    /// All that is seen in one second.
    struct Second: Sendable {
        /// In seconds since 1970.
        var time: Double
        /// Whether it was looked at what instances use; if not they use what they did.
        var hasUsage = true
        /// What came since the second before.
        var window: TrafficMeter.Window
        var host: String
        var machine: InstanceUsage?
        var subjects: [Subject]
        /// The services that there are, and whose.
        var automatons: [String: String]
    }

    /// What is told is the mean of so many seconds: one is too short for percentiles.
    private static let span = 5

    private var recent: [(time: Double, seconds: Double, window: TrafficMeter.Window)] = []
    /// What an instance had used when it was last looked at, and the processors in use until then.
    private struct Known {
        var time: Double
        var usage: InstanceUsage
        var processors: Double?

        init(_ usage: InstanceUsage, at time: Double, after last: Known?) {
            self.time = time
            self.usage = usage
            guard let last, time > last.time else { return }
            // A new run begins at nothing.
            processors = max(0, usage.processorSeconds - last.usage.processorSeconds) / (time - last.time)
        }
    }

    private var known: [String: Known] = [:]
    private var lastTime: Double?

    /// What came to one automaton from one named network of clients, or from none.
    struct Origin: Hashable, Sendable {
        var automaton: String
        var network: String?
    }

    /// Takes a second in, and returns what is to be told, and a point for each automaton that HAProxy answers for, with the
    /// requests in that second by where they came from.
    mutating func note(
        _ second: Second
    ) -> (observations: Observations, points: [TrafficPoint], origins: [Origin: Double]) {
        // The clock may have been set back.
        let passed = max(second.time - (lastTime ?? second.time - 1), 0.001)
        lastTime = second.time
        recent.append((second.time, passed, second.window))
        recent.removeFirst(max(0, recent.count - Self.span))
        let served = Set(second.automatons.values)
        let now = Traffic(windows: [second.window], seconds: passed, second.automatons)
        let mean = Traffic(
            windows: recent.map(\.window), seconds: recent.reduce(0) { $0 + $1.seconds }, second.automatons)
        let groups = Dictionary(grouping: second.subjects, by: \.automaton)
        let processors = processorsInUse(second)
        var rows = groups.sorted { $0.key < $1.key }.map { name, subjects in
            row(
                .automaton, name, subjects, processors, served.contains(name) ? mean.counts[name] ?? .init() : nil, mean
            )
        }
        var total = row(.host, second.host, second.subjects, processors, mean.total, mean)
        total.processors = processors[Self.machine] ?? total.processors
        total.memory = second.machine?.memory ?? total.memory
        rows.insert(total, at: 0)
        let points = served.sorted().map { name in
            now.point(of: name, at: second.time, instances: (groups[name] ?? []).count { $0.isReady })
        }
        let clients = mean.clients.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(100)
            .map { Observations.ClientRow(network: $0.key, requestsPerSecond: $0.value / mean.seconds) }
        return (Observations(time: second.time, rows: rows, clients: clients), points, now.origins)
    }

    /// No instance is called so.
    private static let machine = ""

    /// Processors in use since the last time, by instance.
    private mutating func processorsInUse(_ second: Second) -> [String: Double] {
        let before = known
        known = second.hasUsage ? [:] : before.filter { $0.key == Self.machine }
        for subject in second.subjects {
            let name = subject.instance
            known[name] =
                second.hasUsage ? subject.usage.map { Known($0, at: second.time, after: before[name]) } : before[name]
        }
        if let machine = second.machine {
            known[Self.machine] = Known(machine, at: second.time, after: before[Self.machine])
        }
        return known.compactMapValues(\.processors)
    }

    private func row(
        _ kind: ObservedRow.Kind, _ name: String, _ subjects: [Subject], _ processors: [String: Double],
        _ count: TrafficMeter.Count?, _ traffic: Traffic
    ) -> ObservedRow {
        ObservedRow(
            kind: kind, name: name, instances: subjects.count, ready: subjects.count { $0.isReady },
            processors: subjects.reduce(0) { $0 + (processors[$1.instance] ?? 0) },
            processorsAllocated: subjects.reduce(0) { $0 + $1.processorsAsked },
            memory: subjects.reduce(0) { $0 + (known[$1.instance]?.usage.memory ?? 0) },
            memoryAllocated: subjects.reduce(0) { $0 + $1.memoryAsked },
            requestsPerSecond: count.map { Double($0.requests) / traffic.seconds },
            errorsPerSecond: count.map { Double($0.errors) / traffic.seconds },
            p50: count?.latencies.percentile(0.5), p99: count?.latencies.percentile(0.99))
    }
}

/// What came to automatons in some seconds.
private struct Traffic {
    var counts: [String: TrafficMeter.Count] = [:]
    var total: TrafficMeter.Count?
    var clients: [String: Double] = [:]
    /// Requests in a second.
    var origins: [Observer.Origin: Double] = [:]
    let seconds: Double

    init(windows: [TrafficMeter.Window], seconds: Double, _ automatons: [String: String]) {
        self.seconds = seconds
        for window in windows {
            for (service, count) in window.services {
                total = (total ?? .init()).adding(count)
                guard let automaton = automatons[service] else { continue }
                counts[automaton] = (counts[automaton] ?? .init()).adding(count)
            }
            for (network, requests) in window.clients { clients[network, default: 0] += Double(requests) }
            for (origin, requests) in window.origins {
                guard let automaton = automatons[origin.service] else { continue }
                let origin = Observer.Origin(automaton: automaton, network: origin.network)
                origins[origin, default: 0] += Double(requests) / seconds
            }
        }
    }

    func point(of automaton: String, at time: Double, instances: Int) -> TrafficPoint {
        let count = counts[automaton] ?? .init()
        return TrafficPoint(
            time: time, automaton: automaton, instances: instances,
            requestsPerSecond: Double(count.requests) / seconds, errorsPerSecond: Double(count.errors) / seconds,
            p50: count.latencies.percentile(0.5), p99: count.latencies.percentile(0.99))
    }
}

extension TrafficMeter.Count {
    fileprivate func adding(_ other: TrafficMeter.Count) -> TrafficMeter.Count {
        var sum = self
        sum.requests += other.requests
        sum.errors += other.errors
        sum.latencies.add(other.latencies)
        return sum
    }
}
