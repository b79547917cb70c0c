import ConfigurationGraph
import OCI

extension SpecBuilder {
    /// Namespaces of the instance's own, and what it can't see.
    mutating func addIsolation() {
        let shared = sharedNamespaces
        let namespaces = (constant("linux.namespaces")?.array ?? []).filter { !shared.contains($0.string ?? "") }
        set(
            "linux.namespaces", .array(namespaces.map { ["type": $0] }),
            because: shared.isEmpty
                ? "each instance has its own of all"
                : "security.hostNamespaces shares \(shared.sorted().joined(separator: ", ")) with the host")
        let unmasked = Set((subject.given.value(of: "security.unmask")?.array ?? []).compactMap(\.string))
        for path in ["linux.maskedPaths", "linux.readonlyPaths"] {
            let all = constant(path)?.array ?? []
            let kept = all.filter { !unmasked.contains($0.string ?? "") }
            if kept.count == all.count {
                set(path, .array(all), .catalogueDefault)
            } else {
                set(path, .array(kept), because: "the default without what security.unmask names")
            }
        }
        reportUnknown(unmasked)
    }

    /// Whether the instance shares a namespace with its host.
    func isShared(_ namespace: String) -> Bool { sharedNamespaces.contains(namespace) }

    private var sharedNamespaces: Set<String> {
        Set((subject.given.value(of: "security.hostNamespaces")?.array ?? []).compactMap(\.string))
    }

    private mutating func reportUnknown(_ unmasked: Set<String>) {
        let known = ["linux.maskedPaths", "linux.readonlyPaths"].flatMap { constant($0)?.array ?? [] }
        for path in unmasked.subtracting(known.compactMap(\.string)).sorted() {
            report("security.unmask", "names '\(path)', which is neither masked nor read-only by default")
        }
    }

    /// The catalogue's default of an Encapsulated parameter.
    func constant(_ parameter: String) -> JSONValue? {
        guard case .value(let value) = Catalogue.parameter(at: parameter)?.default else { return nil }
        return value
    }
}
