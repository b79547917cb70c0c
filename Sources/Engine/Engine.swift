public import GraphStore

/// Everything that one machine does, put together: what the command line calls and what a gateway will call.
///
/// The engine has no logic of its own beyond the order of things. It asks the Architect for declarations and plans,
/// Forge for artefacts, the Orchestrator for placements, Resolution for configurations, the Runtime for containers,
/// and commits what they say to the graph.
public struct Engine: Sendable {
    /// Where things are, and on whose behalf they are done.
    public let settings: EngineSettings
    /// The configuration graph.
    public let store: any GraphStore

    init(settings: EngineSettings, store: any GraphStore) {
        self.settings = settings
        self.store = store
    }
}
