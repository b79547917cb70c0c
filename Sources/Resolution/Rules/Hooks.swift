import ConfigurationGraph
import OCI

extension SpecBuilder {
    /// Hooks as they are given; one without a timeout gets one, as a program that hangs would hold up its instance.
    mutating func addHooks() {
        for entry in Catalogue.hooks {
            guard let leaf = subject.given[entry.path]?.given.first else {
                settle(entry.path)
                continue
            }
            let hooks = (leaf.value.array ?? []).map { hook -> JSONValue in
                var members = hook.object ?? [:]
                members["timeout"] = members["timeout"] ?? .integer(Self.hookTimeout)
                return .object(members)
            }
            set(entry.path, .array(hooks), leaf.tag, otherwise: subject.otherwise(entry.path, without: leaf.tag))
        }
    }

    /// In seconds.
    private static let hookTimeout: Int64 = 10
}
