public import ConfigurationGraph

extension Placement {
    /// Places a debug variant of an instance beside it: on its host, with a name and ids of its own.
    ///
    /// It is called after the original, as `shop-1-debug`, `shop-1-debug-2`. Its `spec` is still the original's.
    ///
    /// - Throws: ``PlacementError`` when the host has no room, and whatever reading the view throws.
    public static func variant(
        of original: Instance, for session: DebugSession, on host: Host, in view: some GraphView
    ) throws -> Instance {
        let instances = try view.values(Instance.self)
        guard let base = freeRange(of: host, taken: Set(instances.map(\.idBase))) else {
            throw PlacementError.noFreeIDRange(
                automaton: original.automaton, host: host.name, instances: instances.count)
        }
        let taken = Set(instances.map(\.name))
        var name = "\(original.name)-debug"
        var number = 2
        while taken.contains(name) {
            name = "\(original.name)-debug-\(number)"
            number += 1
        }
        var variant = original
        variant.name = name
        variant.idBase = base
        variant.debug = true
        variant.desired = .running
        variant.session = session
        return variant
    }
}
