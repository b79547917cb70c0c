public import ConfigurationGraph
public import OCI

/// What the operator wants of a host, by their paths below `host`: what isn't given, or is wrong, has the catalogue's default.
public struct HostSettings: Sendable {
    private var given: [String: JSONValue] = [:]

    /// - Parameter policy: what the operator wants of the host; nil for nothing.
    public init(_ policy: HostPolicy?) {
        for setting in (policy?.settings ?? []).flatMap(SettingCheck.expanded) {
            given[setting.parameter] = Catalogue.parameter(at: setting.parameter)?.type.normalised(setting.value)
        }
    }

    public subscript(name: String) -> JSONValue? {
        if let value = given["host.\(name)"], value != .null { return value }
        guard case .value(let value) = Catalogue.parameter(at: "host.\(name)")?.default else { return nil }
        return value
    }

    /// Where the host is; nil where no region is given.
    public var location: Location? {
        self["location.region"]?.string.map { Location(region: $0, zone: self["location.zone"]?.string) }
    }
}
