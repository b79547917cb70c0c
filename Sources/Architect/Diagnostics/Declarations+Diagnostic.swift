public import ConfigurationGraph

extension Declarations {
    /// What somebody else finds wrong with what is declared at a place, with the line that it is about.
    public func diagnostic(at location: SourceLocation, _ message: String, hint: String? = nil) -> Diagnostic {
        Diagnostic(at: location, message, hint: hint, excerpt: sources.line(at: location))
    }
}
