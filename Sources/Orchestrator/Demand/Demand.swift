import ConfigurationGraph

/// How many instances an automaton needs by what was measured, and by what.
struct Demand {
    /// At least so many.
    var count: Int
    /// What asks for the most, in words.
    var cause: String
    /// Whether something that decides wasn't measured, so that nothing is to be taken away.
    var isBlind: Bool

    /// The largest of what the targets ask for, within the bounds of the policy.
    ///
    /// - Parameters:
    ///   - ready: the instances that serve now.
    ///   - covering: in how many locations there must be one for users' round trips to hold to the target.
    init(of policy: AutomatonPolicy, ready: [String], measured: Measured, covering: Int = 0) {
        count = 0
        cause = ""
        isBlind = measured.isStale
        let target = policy.target
        if let each = target.requestsPerSecond {
            if let all = measured.requestsPerSecond {
                ask(all / each, for: "\(Words.number(all)) requests a second, \(Words.number(each)) each")
            } else {
                isBlind = true
            }
        }
        if let part = target.cpuUtilisation {
            if let used = measured.cpu(of: ready) {
                let each = Double(max(policy.request.cpu, 1)) / 1000 * part
                ask(used / each, for: "\(Words.number(used)) processors in use")
            } else if !ready.isEmpty {
                isBlind = true
            }
        }
        if let most = target.latency {
            if let latency = measured.latency(of: target.percentile) {
                askForLatency(latency, most: most, ready: ready.count)
            } else {
                isBlind = true
            }
            if covering > count {
                count = covering
                cause = "requests from afar need \(Words.count(covering, "location"))"
            }
        }
        let least = policy.instances.least
        if count < least {
            count = least
            cause = "at least \(least)"
        }
        if count > policy.instances.most {
            count = policy.instances.most
            cause += ", at most \(count)"
        }
    }

    private mutating func ask(_ amount: Double, for words: String) {
        // A billionth too much, as sums of fractions have, asks for no further instance.
        let needed = Int(exactly: (amount - 1e-9).rounded(.up)) ?? .max
        guard needed > count else { return }
        count = needed
        cause = words
    }

    /// Requests that take twice too long ask for twice as many instances, and not for more at once; such that take less
    /// than half as long as they may do with one less.
    private mutating func askForLatency(_ latency: Double, most: Double, ready: Int) {
        let ratio = latency / most
        let words = "requests take \(Words.number(latency * 1000)) ms, \(Words.number(most * 1000)) allowed"
        if ratio > 1 {
            ask(Double(max(ready, 1)) * min(ratio, 2), for: words)
        } else {
            ask(Double(ratio < 0.5 ? ready - 1 : ready), for: words)
        }
    }
}
