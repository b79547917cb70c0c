public import ConfigurationGraph

/// Resolves instances: from a view of the graph to an OCI runtime configuration in which every value says where it
/// came from. A pure function: the same view and request give the same bytes.
///
/// Of each parameter the strongest giver's value holds, from the strongest down: a rule of Emergence (where the
/// parameter is Encapsulated), the automaton, its configurations from the last to the first, configurations that
/// configure the automaton, those that configure its artefact, the image, the catalogue's default.
public enum Resolver {
    /// Resolves one instance.
    ///
    /// - Throws: ``ResolutionFailure`` with everything that is wrong, and whatever reading the view throws.
    public static func resolve(
        _ request: ResolutionRequest, in view: some GraphView
    ) throws -> ResolvedInstance {
        try ResolutionTemplate(request, in: view).instance(request)
    }
}
