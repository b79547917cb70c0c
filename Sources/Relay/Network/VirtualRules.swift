/// The rules by which the virtual addresses of a network lead to instances, and to nothing else, for iptables-restore. Pure.
///
/// All of the address translation is in one chain, which is replaced as a whole: no connection comes upon half of it, and
/// those that there are keep to where they were led. The chain comes before port mappings, as those take every address of the
/// host for theirs. What isn't led anywhere would reach the host itself, as a virtual address is one of its own: a chain of
/// that name in the filter table refuses it.
struct VirtualRules: Hashable, Sendable {
    let bridge: String
    let subnet: IPv4Network
    /// What the rules that lead to the chain carry, to be known by.
    let comment: String

    /// The chain of a network.
    static func chain(of bridge: String) -> String { "EMERGENCE-\(bridge)" }

    /// What makes the services be led to, and no others.
    ///
    /// - Parameter rules: those that there are.
    func lines(for services: [VirtualService], besides rules: [String]) -> [String] {
        let chain = Self.chain(of: bridge)
        let mark = "-m comment --comment \(comment)"
        var entries: [String] = []
        if !rules.contains(where: { $0.hasPrefix("-A ") && $0.hasSuffix("-j \(chain)") }) {
            entries = [
                "-I PREROUTING 1 -d \(subnet) \(mark) -j \(chain)", "-I OUTPUT 1 -d \(subnet) \(mark) -j \(chain)",
                // Who is led to a neighbour must get the answer from whom it asked.
                "-A POSTROUTING -s \(subnet) -o \(bridge) -m conntrack --ctstate DNAT \(mark) -j MASQUERADE",
            ]
        }
        let leads = services.sorted { $0.address < $1.address }.flatMap { service in
            service.ports.sorted { ($0.port, $0.transport.rawValue) < ($1.port, $1.transport.rawValue) }
                .flatMap { Self.leads(to: $0, of: service.address) } + ["-d \(service.address)/32 -j ACCEPT"]
        }
        return [":\(chain) - [0:0]"] + entries + leads.map { "-A \(chain) \($0)" }
    }

    /// What has the host refuse what arrives for an address of the network that isn't the host's own there; nothing where it
    /// does. Connections of the host itself are led with such an address as theirs, so answers to them do arrive.
    ///
    /// - Parameter rules: those of the filter table.
    func refusals(besides rules: [String]) -> [String] {
        let chain = Self.chain(of: bridge)
        let entry = "-d \(subnet) -m conntrack --ctstate NEW"
        guard !rules.contains(where: { $0.hasPrefix("-A INPUT \(entry) ") && $0.hasSuffix("-j \(chain)") }) else {
            return []
        }
        return [
            ":\(chain) - [0:0]", "-A \(chain) -d \(subnet.address(at: 1))/32 -j RETURN",
            "-A \(chain) -p tcp -j REJECT --reject-with tcp-reset", "-A \(chain) -j REJECT",
            "-I INPUT 1 \(entry) -m comment --comment \(comment) -j \(chain)",
        ]
    }

    /// Each end gets the same share: the first one of all, the second one of the rest, and so on.
    private static func leads(to port: VirtualService.Port, of address: String) -> [String] {
        port.ends.enumerated().map { place, end in
            let transport = port.transport.rawValue
            let left = port.ends.count - place
            let share = left > 1 ? " -m statistic --mode random --probability \(1 / Double(left))" : ""
            return "-d \(address)/32 -p \(transport) -m \(transport) --dport \(port.port)\(share)"
                + " -j DNAT --to-destination \(end.address):\(end.port)"
        }
    }
}
