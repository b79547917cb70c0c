import ConfigurationGraph

extension ParameterTable {
<<<<<<< HEAD
    /// The catalogue.
    static let standard = ParameterTable(Catalogue.parameters) { value, type in type.problem(with: value) }
=======
    static let standard = ParameterTable([
        Parameter(
            "process.env", .environment, .optional, default: .omitted, component: .emergence,
            suppliedBy: "operator", kinds: [.automaton, .configuration], doc: "The environment.")
    ])
>>>>>>> architect
}
