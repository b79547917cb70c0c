public import ConfigurationGraph

/// Resolves many instances in one view, each as ``Resolver`` does.
///
/// What the instances of one automaton on like hosts have in common is resolved once and kept.
public struct BatchResolver<View: GraphView> {
    /// What must be alike for two instances to differ in nothing but what their common configuration leaves open.
    private struct Key: Hashable {
        let automaton: String
        let debug: Bool
        let architecture: String
        let kernel: String
        let features: Host.Features
        let cgroupParent: String
    }

    private let view: View
    private var templates: [Key: ResolutionTemplate] = [:]

    public init(in view: View) { self.view = view }

    /// Resolves one instance. Takes no time to speak of where another instance of its automaton was resolved before.
    ///
    /// - Throws: ``ResolutionFailure`` with everything that is wrong, and whatever reading the view throws.
    public mutating func resolve(_ request: ResolutionRequest) throws -> ResolvedInstance {
        let key = Key(
            automaton: request.automaton, debug: request.debug, architecture: request.host.architecture,
            kernel: request.host.kernelVersion, features: request.host.features,
            cgroupParent: request.host.cgroupParent)
        if let template = templates[key] { return template.instance(request) }
        let template = try ResolutionTemplate(request, in: view)
        templates[key] = template
        return template.instance(request)
    }
}
