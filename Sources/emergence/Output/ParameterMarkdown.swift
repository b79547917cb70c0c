import ConfigurationGraph

/// The catalogue as a page of Markdown: a table for each component.
struct ParameterMarkdown {
    let parameters: [Parameter]

    var text: String {
        (["# The reference", ""] + Component.allCases.flatMap(section)).map { $0 + "\n" }.joined()
    }

    private func section(_ component: Component) -> [String] {
        let entries = parameters.filter { $0.component == component }
        guard !entries.isEmpty else { return [] }
        return [
            "## \(component.rawValue)", "",
            "| parameter | type | category | default | who supplies it | merging | what for |",
            "| --- | --- | --- | --- | --- | --- | --- |",
        ] + entries.map(row) + [""]
    }

    private func row(_ parameter: Parameter) -> String {
        var doc = parameter.doc
        if let weakening = parameter.weakening { doc += " **Weakens**: \(weakening.reason)." }
        if !parameter.hasEffect { doc += " *No effect yet.*" }
        let isMerged = parameter.category != .encapsulated && parameter.concernsInstances
        let cells = [
            "`\(parameter.path)`", parameter.type.name, parameter.category.rawValue, parameter.default.text,
            parameter.suppliedBy, isMerged ? parameter.merging.words : "", doc,
        ]
        return "| " + cells.map { $0.onOneLine.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
    }
}
