/// Names for networks of clients, by which requests are told apart by where they come from.
public struct ClientNetworks: Hashable, Sendable {
    private struct Entry: Hashable {
        let network: IPv4Network
        let name: String
    }

    /// The narrowest first: an address is of the narrowest network that it lies in.
    private let entries: [Entry]

    /// - Parameter names: what each network is called.
    public init(_ names: [IPv4Network: String] = [:]) {
        entries = names.map { Entry(network: $0, name: $1) }.sorted {
            ($1.network.prefix, $0.network.address) < ($0.network.prefix, $1.network.address)
        }
    }

    /// What they are called, each once.
    public var names: Set<String> { Set(entries.map(\.name)) }

    /// The name of the network that a client's address lies in; nil if it lies in none. Takes time in proportion to the
    /// networks.
    public func name(of client: String) -> String? {
        guard !entries.isEmpty, let address = IPv4Address(client) else { return nil }
        return entries.first { $0.network.contains(address) }?.name
    }
}
