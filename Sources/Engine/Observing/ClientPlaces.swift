import ConfigurationGraph
import OCI
import Orchestrator
import Relay

/// Where clients are, as operators say of their hosts: those of a host's `location.clients` are where the host is.
struct ClientPlaces: Hashable, Sendable {
    /// The networks, each named after its location.
    let networks: ClientNetworks
    private let locations: [String: Location]

    /// That nothing is known.
    init() { self.init([]) }

    /// Of a network that is said to be in two locations the first host's holds, by name.
    ///
    /// - Throws: whatever reading the view throws.
    init(in view: some GraphView) throws {
        self.init(try view.values(HostPolicy.self))
    }

    init(_ policies: [HostPolicy]) {
        var names: [IPv4Network: String] = [:]
        var locations: [String: Location] = [:]
        for policy in policies.sorted(by: { $0.name < $1.name }) {
            let settings = HostSettings(policy)
            guard let location = settings.location else { continue }
            for network in (settings["location.clients"]?.array ?? []).compactMap({
                $0.string.flatMap(IPv4Network.init)
            })
            where names[network] == nil {
                names[network] = location.description
                locations[location.description] = location
            }
        }
        networks = ClientNetworks(names)
        self.locations = locations
    }

    /// The location that a network is named after.
    func location(named name: String) -> Location? { locations[name] }
}
