/// Which of the host's firewall rules are whose, by the comments that they carry. Pure.
enum OwnRules {
    /// A port mapping that the portmap plugin made.
    struct Mapping: Hashable, Sendable {
        var port: PublishedPort
        var network: String
        var container: String
    }

    /// What removes the rules of a network and the chains that they jump to, for iptables-restore.
    static func removal(of network: String, comment: String, from rules: [String]) -> [String] {
        let own = rules.filter {
            $0.hasPrefix("-A ") && ($0.contains(comment) || owner(of: $0)?.network == network)
        }
        let virtual = VirtualRules.chain(of: network)
        let jumps = Set(
            own.compactMap(target(of:)).filter { $0.hasPrefix("CNI-DN-") || isPlain($0) || $0 == virtual })
        let chains = jumps.filter { chain in rules.contains("-N \(chain)") }.sorted()
        return own.map { "-D" + $0.dropFirst(2) } + chains.map { "-F \($0)" } + chains.map { "-X \($0)" }
    }

    /// What removes the portmap plugin's shared chains and the jumps to them, for iptables-restore; nothing if any
    /// mapping is left.
    static func removalOfSharedChains(from rules: [String]) -> [String] {
        let chains = rules.filter { $0.hasPrefix("-N CNI-HOSTPORT-") }.map { String($0.dropFirst(3)) }
        guard !rules.contains(where: { $0.hasPrefix("-A CNI-HOSTPORT-DNAT ") || $0.hasPrefix("-N CNI-DN-") }) else {
            return []
        }
        let jumps = rules.filter { rule in
            rule.hasPrefix("-A ") && !rule.hasPrefix("-A CNI-HOSTPORT-") && chains.contains(target(of: rule) ?? "")
        }
        return jumps.map { "-D" + $0.dropFirst(2) } + chains.map { "-F \($0)" } + chains.map { "-X \($0)" }
    }

    /// The port mappings of all networks of the host.
    static func mappings(in rules: [String]) -> [Mapping] {
        rules.filter { $0.hasPrefix("-A CNI-HOSTPORT-DNAT ") }.flatMap { rule -> [Mapping] in
            guard let owner = owner(of: rule), let chain = target(of: rule) else { return [] }
            return rules.filter { $0.hasPrefix("-A \(chain) ") && $0.contains("-j DNAT") }.compactMap {
                port(of: $0).map { Mapping(port: $0, network: owner.network, container: owner.container) }
            }
        }
    }

    /// Reads `-A CNI-DN-x -d 127.0.0.1/32 -p tcp -m tcp --dport 18080 -j DNAT --to-destination 10.200.7.2:8080`.
    private static func port(of rule: String) -> PublishedPort? {
        let words = rule.split(separator: " ").map(String.init)
        func value(after word: String) -> String? {
            words.firstIndex(of: word).flatMap { $0 + 1 < words.count ? words[$0 + 1] : nil }
        }
        guard let hostPort = value(after: "--dport").flatMap({ UInt16($0) }),
            let transport = value(after: "-p").flatMap(PublishedPort.Transport.init(rawValue:)),
            let port = value(after: "--to-destination")?.split(separator: ":").last.flatMap({ UInt16($0) })
        else { return nil }
        let address = value(after: "-d")?.split(separator: "/").first.map(String.init)
        return PublishedPort(address: address, hostPort: hostPort, port: port, transport: transport)
    }

    /// Reads the plugins' comments, as `--comment "dnat name: \"em01234567\" id: \"shop-1\""`.
    static func owner(of rule: String) -> (network: String, container: String)? {
        let parts = rule.split(separator: "\\\"", omittingEmptySubsequences: false)
        guard parts.count >= 5, parts[0].hasSuffix("name: "), parts[2] == " id: " else { return nil }
        return (String(parts[1]), String(parts[3]))
    }

    private static func target(of rule: String) -> String? {
        let words = rule.split(separator: " ")
        return words.firstIndex(of: "-j").flatMap { $0 + 1 < words.count ? String(words[$0 + 1]) : nil }
    }

    /// A masquerading chain of the bridge plugin: `CNI-` and 24 hexadecimal digits.
    private static func isPlain(_ chain: String) -> Bool {
        chain.hasPrefix("CNI-") && chain.dropFirst(4).allSatisfy(\.isHexDigit)
    }
}
