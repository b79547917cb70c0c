public import ConfigurationGraph

extension PlacementReason {
    /// Why an instance is on its host, in lines: what `why-here` says.
    public var lines: [String] {
        var lines = ["\(cause), decided on revision \(revision.rawValue)"]
        for (index, candidate) in best.enumerated() {
            let terms = candidate.terms.map { "\($0.name) \($0.points)" }.joined(separator: ", ")
            lines.append(
                "\(index == 0 ? "chosen" : "weighed"): \(candidate.host), \(candidate.score) points (\(terms))")
        }
        if !refusals.isEmpty { lines.append("refused: \(Self.words(refusals, of: hosts))") }
        if let replaces { lines.append("it takes the place of \(replaces)") }
        return lines
    }

    /// Counts with their reasons, as `3 of 12 hosts: memory short by 200 MiB; 9: location eu forbidden`.
    public static func words(_ refusals: [Refusal], of hosts: Int) -> String {
        refusals.enumerated().map { index, refusal in
            (index == 0 ? "\(refusal.hosts) of \(Words.count(hosts, "host"))" : "\(refusal.hosts)")
                + ": \(refusal.reason)"
        }.joined(separator: "; ")
    }
}

extension Pending {
    /// Why instances are lacking, in lines: what `why-pending` says.
    public var lines: [String] {
        let first = "\(automaton) lacks \(Words.count(instances, "instance"))"
        let why = hosts == 0 ? "there are no hosts" : PlacementReason.words(refusals, of: hosts)
        return [why.isEmpty ? first : "\(first): \(why)"]
            + (remedy.map { ["smallest change that would help: \($0)"] } ?? [])
    }
}

extension Tally {
    /// The counts as they are kept.
    var refusals: [PlacementReason.Refusal] {
        rows.map { PlacementReason.Refusal(reason: $0.reason, hosts: $0.hosts) }
    }
}
