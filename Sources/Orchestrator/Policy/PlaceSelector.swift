import ConfigurationGraph

/// Where hosts are: those of a region, of a zone, or one by its name. What isn't given doesn't matter.
public struct PlaceSelector: Hashable, Sendable {
    public var region: String?
    public var zone: String?
    public var host: String?

    public init(region: String? = nil, zone: String? = nil, host: String? = nil) {
        self.region = region
        self.zone = zone
        self.host = host
    }

    /// Whether it is the same for all hosts of a zone.
    var namesNoHost: Bool { host == nil }

    /// Whether it means a host.
    public func matches(region: String?, zone: String?, host name: String) -> Bool {
        (self.region == nil || self.region == region) && (self.zone == nil || self.zone == zone)
            && (host == nil || host == name)
    }
}

extension PlaceSelector: CustomStringConvertible {
    public var description: String {
        let parts = [region.map { "region \($0)" }, zone.map { "zone \($0)" }, host.map { "host \($0)" }]
        let given = parts.compactMap { $0 }
        return given.isEmpty ? "anywhere" : given.joined(separator: " ")
    }
}

/// What instances are spread over, or are together or apart in.
public enum TopologyKey: String, Hashable, Sendable, CaseIterable {
    case host, zone, region
}
