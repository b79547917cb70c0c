public import ConfigurationGraph

/// The order in which automatons start: whoever is depended on comes first.
public enum StartOrder {
    /// Groups automatons into waves: each waits for those of earlier waves alone, and those of one wave may start at
    /// once. Automatons that wait for each other in a circle come last, together, in the order of their names.
    ///
    /// Dependencies that don't ask for an order, and such on automatons not given, are left out. One that is given twice
    /// starts once, after all that either waits for.
    /// Takes time in proportion to automatons and dependencies, times the number of waves.
    public static func waves(_ automatons: [Automaton]) -> [[String]] {
        let names = Set(automatons.map(\.name))
        var waiting = Dictionary(
            automatons.map { ($0.name, $0.awaited(among: names)) }, uniquingKeysWith: { $0.union($1) })
        var waves: [[String]] = []
        while !waiting.isEmpty {
            var wave = waiting.filter { $0.value.isEmpty }.map(\.key)
            if wave.isEmpty { wave = Array(waiting.keys) }
            wave.sort()
            waves.append(wave)
            wave.forEach { waiting[$0] = nil }
            for name in waiting.keys { waiting[name]?.subtract(wave) }
        }
        return waves
    }
}

extension Automaton {
    /// The automatons that must be ready before this one starts.
    fileprivate func awaited(among names: Set<String>) -> Set<String> {
        Set(dependencies.filter { $0.startOrder && $0.automaton != name }.map(\.automaton)).intersection(names)
    }
}
