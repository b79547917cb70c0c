import ConfigurationGraph

extension ParameterTable {
    /// The catalogue.
    static let standard = ParameterTable(Catalogue.parameters)
}
