import ConfigurationGraph
import OCI

/// `config.json`, put together from rows of provenance.
///
/// A leaf is a value at a path of keys. Some lists and maps are taken apart further, into leaves of their own:
/// environment variables by name, mounts by destination, limits by type, annotations and kernel parameters by key.
struct ConfigurationDocument {
    private(set) var json: JSONValue = [:]

    /// How the parts that are taken apart are put together again.
    private static let parts: [(path: String, merging: Merging)] = [
        ("process.env", .variables), ("mounts", .elements(by: "destination")),
        ("process.rlimits", .elements(by: "type")),
        ("annotations", .members), ("linux.sysctl", .members), ("linux.netDevices", .members),
        ("linux.resources.rdma", .members), ("linux.resources.hugepageLimits", .elements(by: "pageSize")),
    ]

    init(rows: [Provenance]) {
        var leaves: [String: [(key: String, value: JSONValue)]] = [:]
        for row in rows where Self.holds(row) {
            guard let value = row.value else { continue }
            if let part = Self.part(of: row.path) {
                leaves[part.path, default: []].append((String(row.path.dropFirst(part.path.count + 1)), value))
            } else {
                json = json.setting(row.path.split(separator: ".").map(String.init)[...], to: value)
            }
        }
        for part in Self.parts {
            guard let found = leaves[part.path], let value = part.merging.value(of: found) else { continue }
            json = json.setting(part.path.split(separator: ".").map(String.init)[...], to: value)
        }
    }

    /// Whether a row is about a part of the document.
    static func holds(_ row: Provenance) -> Bool {
        Catalogue.parameter(at: row.parameter)?.isConfiguration ?? false
    }

    /// The path of the list that a leaf is an element of, else the leaf's own.
    static func list(of path: String) -> String { part(of: path)?.path ?? path }

    private static func part(of path: String) -> (path: String, merging: Merging)? {
        parts.first { path.hasPrefix($0.path + ".") && path != "mounts.system" }
    }
}

extension JSONValue {
    /// The object with a value set at a path of keys; objects on the way are made.
    func setting(_ path: ArraySlice<String>, to value: JSONValue) -> JSONValue {
        guard let key = path.first else { return value }
        var members = object ?? [:]
        members[key] = (members[key] ?? [:]).setting(path.dropFirst(), to: value)
        return .object(members)
    }
}
