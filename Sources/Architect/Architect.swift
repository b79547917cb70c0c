/// The operator's side of the graph: declarations in YAML become nodes, and nodes declarations.
public enum Architect {
    /// Reads declarations, and checks all that can be told from them alone.
    ///
    /// - Parameter set: the name of the declaration set that the nodes belong to.
    /// - Throws: a report of everything that is wrong in any of the files.
    public static func declarations(
        from files: [SourceFile], set: String
    ) throws(DiagnosticReport) -> Declarations {
        try declarations(from: files, set: set, catalogue: .standard)
    }

    static func declarations(
        from files: [SourceFile], set: String, catalogue: ParameterTable
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
            for document in YAMLReader(text: text).documents(into: &reader.findings) { reader.read(document) }
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
