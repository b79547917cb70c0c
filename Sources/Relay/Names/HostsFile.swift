/// The text of an instance's /etc/hosts (hosts(5)). Pure.
public struct HostsFile: Hashable, Sendable {
    /// An address and the names that lead to it.
    public struct Line: Hashable, Sendable {
        public var address: String
        public var names: [String]

        public init(address: String, names: [String]) {
            self.address = address
            self.names = names
        }
    }

    /// The instance's own host name.
    public var hostname: String
    /// The instance's own address; nil with loopback only.
    public var address: String?
    /// Dependencies, by their names and aliases.
    public var dependencies: [Line]
    /// What the operator adds by `relay.hosts`.
    public var extras: [Line]

    public init(hostname: String, address: String?, dependencies: [Line] = [], extras: [Line] = []) {
        self.hostname = hostname
        self.address = address
        self.dependencies = dependencies
        self.extras = extras
    }

    /// The file's text. A name's first line wins with most resolvers, so the instance's own comes before all others.
    public var text: String {
        let own = Line(address: address ?? "127.0.0.1", names: [hostname])
        let fixed = [
            Line(address: "127.0.0.1", names: ["localhost"]),
            Line(address: "::1", names: ["localhost", "ip6-localhost", "ip6-loopback"]),
        ]
        let lines = fixed + (hostname == "localhost" || hostname.isEmpty ? [] : [own]) + dependencies + extras
        return lines.filter { !$0.names.isEmpty }
            .map { "\($0.address)\t\($0.names.joined(separator: " "))\n" }.joined()
    }
}
