public import OCI

/// What a chain of plugins made (CNI spec 1.0, "Success").
public struct CNIResult: Hashable, Sendable, Codable {
    /// An interface that was made.
    public struct Interface: Hashable, Sendable, Codable {
        public var name: String
        public var mac: String?
        /// The namespace's path; absent or empty for one of the host's.
        public var sandbox: String?
    }

    /// An address that was given.
    public struct Address: Hashable, Sendable, Codable {
        /// With its prefix length, as `10.200.7.2/24`.
        public var address: String
        public var gateway: String?
        /// The index of its interface.
        public var interface: Int?
    }

    public var cniVersion: String
    public var interfaces: [Interface]?
    public var ips: [Address]?
    public var routes: [JSONValue]?
    public var dns: JSONValue?
}
