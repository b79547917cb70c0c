import ConfigurationGraph

/// Collects diagnostics, each with the line it is about.
struct Findings {
    private(set) var diagnostics: [Diagnostic] = []
    /// Whether lines are left out, as those of a secret's document are.
    var hidesLines = false
    private let sources: Sources

    init(in sources: Sources) {
        self.sources = sources
    }

    /// Notes what is wrong at a place.
    mutating func note(_ message: String, hint: String? = nil, at location: SourceLocation) {
        let line = hidesLines ? nil : sources.line(at: location)
        let excerpt = line?.isEmpty == true ? nil : line
        diagnostics.append(Diagnostic(at: location, message, hint: hint, excerpt: excerpt))
    }
}

/// The texts of the files that are read, to show lines of.
struct Sources: Hashable, Sendable {
    private var texts: [String: SourceText] = [:]

    mutating func add(_ text: SourceText) {
        texts[text.path] = text
    }

    func line(at location: SourceLocation) -> String? {
        texts[location.file]?.line(location.line)
    }
}
