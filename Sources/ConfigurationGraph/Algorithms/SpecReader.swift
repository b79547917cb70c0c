/// Reads resolved configurations, each of them once: many instances have one in common.
public struct SpecReader: Sendable {
    private var known: [String: RuntimeSpecNode?] = [:]

    public init() {}

    /// What an instance is resolved to, with what it has in common with others; nil if that isn't there.
    ///
    /// - Throws: whatever reading the view throws.
    public mutating func spec(of instance: Instance, in view: some GraphView) throws -> RuntimeSpecNode? {
        if let spec = known[instance.spec] { return spec }
        let spec = try view.value(RuntimeSpecNode.self, named: instance.spec)
        known[instance.spec] = .some(spec)
        return spec
    }
}
