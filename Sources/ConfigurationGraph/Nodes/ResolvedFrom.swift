/// What an instance's configuration was resolved from: code and configuration, each by a digest.
///
/// Both together are its generation. They say nothing of its host, its name or its ids, so that the instances of one
/// automaton that need not be replaced are of one generation.
public struct ResolvedFrom: Hashable, Sendable, Codable {
    /// What is run: the digest of the image's manifest, or the store paths.
    public var artefact: String
    /// The digest of all that the operator gave and that a process must be started anew for.
    public var configuration: String
    /// A revision whose declarations say so.
    public var revision: Revision
    /// What was declared instead and failed, so that this runs again; nil where what is declared runs.
    public var insteadOf: Failed?

    public init(artefact: String, configuration: String, revision: Revision, insteadOf: Failed? = nil) {
        self.artefact = artefact
        self.configuration = configuration
        self.revision = revision
        self.insteadOf = insteadOf
    }

    /// A generation that didn't become ready.
    public struct Failed: Hashable, Sendable, Codable {
        public var artefact: String
        public var configuration: String
        /// How it failed, as `0 of 2 ready, and no more within 600 s`.
        public var reason: String

        public init(artefact: String, configuration: String, reason: String) {
            self.artefact = artefact
            self.configuration = configuration
            self.reason = reason
        }
    }
}
