import ConfigurationGraph

extension ParameterTable {
    static let standard = ParameterTable([
        Parameter(
            "process.env", .environment, .optional, default: .omitted, component: .emergence,
            suppliedBy: "operator", kinds: [.automaton, .configuration], doc: "The environment.")
    ])
}
