import ConfigurationGraph

/// The operator's side of the graph: declarations in YAML become nodes, and nodes declarations.
public enum Architect {
    /// Reads declarations, and checks all that can be told from them alone.
    ///
    /// - Parameters:
    ///   - set: the name of the declaration set that the nodes belong to.
    ///   - mayBeEmpty: whether a file may declare nothing. To apply one would delete all that the set declared, which an
    ///     editor's mishap shouldn't do.
    /// - Throws: a report of everything that is wrong in any of the files.
    public static func declarations(
        from files: [SourceFile], set: String, mayBeEmpty: Bool = false
    ) throws(DiagnosticReport) -> Declarations {
        try declarations(from: files, set: set, catalogue: .standard, mayBeEmpty: mayBeEmpty)
    }

    static func declarations(
        from files: [SourceFile], set: String, catalogue: ParameterTable, mayBeEmpty: Bool = false
    ) throws(DiagnosticReport) -> Declarations {
        var sources = Sources()
        var unreadable: [Diagnostic] = []
        var texts: [(text: SourceText, folder: String)] = []
        for file in files {
            do throws(Diagnostic) {
                let text = try SourceText(file)
                sources.add(text)
                texts.append((text, file.folder))
            } catch {
                unreadable.append(error)
            }
        }
        var reader = NodeReader(set: set, catalogue: catalogue, findings: Findings(in: sources))
        for (text, folder) in texts {
            reader.folder = folder
            let documents = YAMLReader(text: text).documents(into: &reader.findings)
            if documents.isEmpty, !mayBeEmpty { reader.findings.noteEmpty(text) }
            documents.forEach { reader.read($0) }
        }
        let declarations = Declarations(
            set: set, nodes: reader.nodes, artefacts: reader.artefacts, secrets: reader.secrets,
            references: reader.references, sources: sources)
        declarations.check(into: &reader.findings)
        let diagnostics = unreadable + reader.findings.diagnostics
        guard diagnostics.isEmpty else { throw DiagnosticReport(diagnostics) }
        return declarations
    }
}

extension Findings {
    /// Notes that a file declares nothing, unless it is wrong anyway.
    fileprivate mutating func noteEmpty(_ text: SourceText) {
        guard !diagnostics.contains(where: { $0.location.file == text.path }) else { return }
        note(
            "this file declares nothing",
            hint: "declare something in it, or leave it away; 'emergence delete' deletes what a set declared",
            at: SourceLocation(file: text.path, line: 1, column: 1))
    }
}
