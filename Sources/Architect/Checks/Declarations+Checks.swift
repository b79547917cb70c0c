import ConfigurationGraph

extension Declarations {
    /// Checks what documents say of each other, without a look at the graph.
    func check(into findings: inout Findings) {
        checkPublishedPorts(into: &findings)
    }

    /// All automatons, in the order of the files.
    var automatons: [Automaton] { nodes.compactMap { $0.value as? Automaton } }

    /// All volumes, in the order of the files.
    var volumes: [Volume] { nodes.compactMap { $0.value as? Volume } }

    private func checkPublishedPorts(into findings: inout Findings) {
        var first: [PublishedPort: String] = [:]
        for automaton in automatons {
            for setting in automaton.settings where setting.parameter == "relay.publish" {
                for port in PublishedPort.all(in: setting.value) {
                    let clash = first.first { $0.key.clashes(with: port) }
                    if let clash {
                        let who = clash.value == automaton.name ? "twice" : "already by automaton/\(clash.value)"
                        findings.note(
                            "the host's port \(port.hostPort)/\(port.transport) is published \(who)",
                            at: setting.location)
                    }
                    first[port] = first[port] ?? automaton.name
                }
            }
        }
    }
}
