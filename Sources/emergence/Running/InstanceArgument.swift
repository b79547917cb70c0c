import ArgumentParser
import ConfigurationGraph

/// An instance or automaton as a user names it, now or at a revision: `shop`, `shop-1@12`.
struct InstanceArgument: ExpressibleByArgument {
    let name: String
    /// The revision asked for; nil for now.
    let revision: Revision?

    init?(argument: String) {
        let parts = argument.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let name = parts.first, !name.isEmpty else { return nil }
        self.name = name
        guard parts.count == 2 else {
            revision = nil
            return
        }
        guard let number = Int64(parts[1]), number >= 0 else { return nil }
        revision = Revision(number)
    }
}
