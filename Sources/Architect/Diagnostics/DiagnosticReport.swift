/// All that is wrong with the declarations of one command, ordered by file and line, each thing once.
public struct DiagnosticReport: Error, Hashable, Sendable {
    /// What is wrong; never empty in a report that is thrown.
    public let diagnostics: [Diagnostic]

    public init(_ diagnostics: [Diagnostic]) {
        self.diagnostics = Set(diagnostics).sorted()
    }

    /// All diagnostics, and how many there are where there is more than one.
    public func render(colours: Bool) -> String {
        let all = diagnostics.map { $0.render(colours: colours) }
        let count = diagnostics.count > 1 ? ["\(diagnostics.count) errors"] : []
        return (all + count).joined(separator: "\n")
    }
}

extension DiagnosticReport: CustomStringConvertible {
    public var description: String { render(colours: false) }
}
