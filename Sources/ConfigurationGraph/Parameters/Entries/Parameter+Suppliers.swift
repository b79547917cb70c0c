extension Parameter {
    /// An entry that the operator may give, in automatons and configurations unless said otherwise.
    static func operators(
        _ path: String, _ type: ParameterType, _ category: ParameterCategory = .optional, default: Default,
        component: Component = .emergence, kinds: Set<NodeKind> = [.automaton, .configuration],
        merging: Merging? = nil, doc: String
    ) -> Parameter {
        Parameter(
            path, type, category, default: `default`, component: component, suppliedBy: "operator", kinds: kinds,
            merging: merging, doc: doc)
    }

    /// An entry that Emergence defines and nobody gives.
    static func emergences(
        _ path: String, _ type: ParameterType, default: Default, component: Component = .emergence,
        merging: Merging? = nil, doc: String
    ) -> Parameter {
        Parameter(
            path, type, .encapsulated, default: `default`, component: component, suppliedBy: "emergence",
            kinds: [.automaton, .configuration], merging: merging, doc: doc)
    }
}
