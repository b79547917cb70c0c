import ConfigurationGraph
import OCI
import Relay

extension RuntimeSpecNode {
    /// What is published on the host.
    ///
    /// - Throws: `RelayError` for what is no publication.
    func publishedPorts() throws -> [PublishedPort] {
        try (parameters["relay.publish"]?.array ?? []).map { try PublishedPort($0) }
    }

    /// What it listens on, as far as it is declared: `relay.ports`, and where publications lead.
    ///
    /// - Throws: `RelayError` for what is no publication.
    func listenedPorts() throws -> Set<NamedPort> {
        let declared = (parameters["relay.ports"]?.array ?? []).compactMap { port in
            port["containerPort"]?.integer.flatMap { UInt16(exactly: $0) }.map { number in
                NamedPort(port: number, transport: port["protocol"]?.string.flatMap { .init(rawValue: $0) } ?? .tcp)
            }
        }
        return Set(try publishedPorts().map { NamedPort(port: $0.port, transport: $0.transport) }).union(declared)
    }
}
