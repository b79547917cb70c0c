extension Parameter {
    /// An entry that the operator may give, in automatons and configurations unless said otherwise.
    static func operators(
        _ path: String, _ type: ParameterType, _ category: ParameterCategory = .optional, default: Default = .omitted,
        component: Component = .emergence, stage: Stage = .start, kinds: Set<NodeKind> = [.automaton, .configuration],
        merging: Merging? = nil, hasEffect: Bool = true, weakening: Weakening? = nil, doc: String
    ) -> Parameter {
        Parameter(
            path, type, category, default: `default`, component: component, suppliedBy: "operator", stage: stage,
            kinds: kinds, merging: merging, hasEffect: hasEffect, weakening: weakening, doc: doc)
    }

    /// An entry that a component defines and nobody gives.
    static func emergences(
        _ path: String, _ type: ParameterType, default: Default = .omitted, component: Component = .emergence,
        by supplier: String = "emergence", stage: Stage = .start,
        kinds: Set<NodeKind> = [.automaton, .configuration], merging: Merging? = nil, hasEffect: Bool = true,
        doc: String
    ) -> Parameter {
        Parameter(
            path, type, .encapsulated, default: `default`, component: component, suppliedBy: supplier, stage: stage,
            kinds: kinds, merging: merging, hasEffect: hasEffect, doc: doc)
    }
}

extension ParameterType {
    /// A whole number from 0 on.
    static let count = ParameterType.integer(0...Int64.max)
    /// An id of a user or group, or any number of 32 bits.
    static let word = ParameterType.integer(0...Int64(UInt32.max))
}
