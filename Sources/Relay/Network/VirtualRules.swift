/// The address translation by which the virtual addresses of a network lead to instances, for iptables-restore. Pure.
///
/// All of it is in one chain, which is replaced as a whole: no connection comes upon half of it, and those that there are
/// keep to where they were led. The chain comes before port mappings, as those take every address of the host for theirs.
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
