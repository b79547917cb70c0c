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
}
