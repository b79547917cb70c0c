import ConfigurationGraph
import OCI

extension Declarations {
    /// Checks what documents say of each other, without a look at the graph.
    func check(into findings: inout Findings) {
        checkPublishedPorts(into: &findings)
    }

    /// All automatons, in the order of the files.
    var automatons: [Automaton] { nodes.compactMap { $0.value as? Automaton } }

    /// All volumes, in the order of the files.
    var volumes: [Volume] { nodes.compactMap { $0.value as? Volume } }

    /// A port of the host leads to one automaton.
    private func checkPublishedPorts(into findings: inout Findings) {
        var taken: [PublishedPort.Key: [(port: PublishedPort, automaton: String)]] = [:]
        for automaton in automatons {
            for (port, location) in automaton.publishedPorts {
                if let other = taken[port.key]?.first(where: { $0.port.clashes(with: port) }) {
                    let who = other.automaton == automaton.name ? "twice" : "already by automaton/\(other.automaton)"
                    findings.note("the host's port \(port.key) is published \(who)", at: location)
                } else {
                    taken[port.key, default: []].append((port, automaton.name))
                }
            }
        }
    }
}

extension Automaton {
    /// The host's ports that its own settings publish.
    fileprivate var publishedPorts: [(port: PublishedPort, location: SourceLocation)] {
        settings.filter { $0.parameter == "relay.publish" }
            .flatMap { setting in
                (setting.value.array ?? []).compactMap { try? (PublishedPort($0), setting.location) }
            }
    }
}
