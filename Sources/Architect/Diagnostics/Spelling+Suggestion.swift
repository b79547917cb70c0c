import ConfigurationGraph

extension Spelling {
    /// `did you mean 'NAME'?` with the nearest of the candidates; nil where none is near.
    static func suggestion(for name: String, among candidates: some Sequence<String>) -> String? {
        nearest(to: name, among: candidates).map { "did you mean '\($0)'?" }
    }

    /// The suggestion, or else all that there is.
    static func suggestionOrAll(for name: String, among candidates: [String]) -> String {
        suggestion(for: name, among: candidates) ?? "it is one of \(candidates.joined(separator: ", "))"
    }
}
