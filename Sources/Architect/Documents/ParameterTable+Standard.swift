import ConfigurationGraph

extension ParameterTable {
    /// The catalogue.
    static let standard = ParameterTable(Catalogue.parameters) { value, type in type.problem(with: value) }
}
