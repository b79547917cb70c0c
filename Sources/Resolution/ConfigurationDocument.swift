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

    private static let beginnings = parts.map { part in (text: part.path + ".", part: part) }

    init(rows: [Provenance]) {
        var leaves: [String: [(key: String, value: JSONValue)]] = [:]
        for row in rows where Self.holds(row) {
            guard let value = row.value else { continue }
            if let part = Self.part(of: row.path) {
                leaves[part.path, default: []].append((String(row.path.dropFirst(part.path.count + 1)), value))
            } else {
                json.set(value, at: row.path.keys[...])
            }
        }
        for part in Self.parts {
            guard let found = leaves[part.path], let value = part.merging.value(of: found) else { continue }
            json.set(value, at: part.path.keys[...])
        }
    }

    /// Whether a row is about a part of the document.
    static func holds(_ row: Provenance) -> Bool {
        Catalogue.parameter(at: row.parameter)?.isConfiguration ?? false
    }

    /// The path of the list that a leaf is an element of, else the leaf's own.
    static func list(of path: String) -> String { part(of: path)?.path ?? path }

    private static func part(of path: String) -> (path: String, merging: Merging)? {
        guard path != "mounts.system" else { return nil }
        return beginnings.first { path.utf8.starts(with: $0.text.utf8) }?.part
    }
}

extension String {
    /// The keys that a parameter's path is made of.
    var keys: [String] { split(separator: ".").map(String.init) }
}

extension JSONValue {
    /// Sets a value at a path of keys, in place; objects on the way are made.
    mutating func set(_ value: JSONValue, at path: ArraySlice<String>) {
        guard let key = path.first else { return self = value }
        var members: [String: JSONValue] = [:]
        if case .object(let found) = self { members = found }
        // Nobody else holds the members then, so they are changed where they are.
        self = .null
        members[key, default: .null].set(value, at: path.dropFirst())
        self = .object(members)
    }

    /// Takes the member at a path of keys away, in place.
    mutating func remove(at path: ArraySlice<String>) {
        guard let key = path.first, case .object(var members) = self else { return }
        if path.count == 1 {
            members[key] = nil
        } else {
            members[key]?.remove(at: path.dropFirst())
        }
        self = .object(members)
    }
}
