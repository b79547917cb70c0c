import Architect
import ArgumentParser
import ConfigurationGraph
import OCI

struct Parameters: ParsableCommand {
    static let configuration = CommandConfiguration(
        "parameters", "List the catalogue: every parameter with its type, category and default.",
        example: "emergence parameters --component Relay\nemergence parameters -o json-schema > emergence.schema.json")

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case table, json, markdown
        case jsonSchema = "json-schema"
    }

    @Option(help: ArgumentHelp("Only the entries of this component.", valueName: "component")) var component:
        ComponentArgument?
    @Option(name: .shortAndLong, help: "How to print it.") var output: Format = .table
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run() throws {
        let all = (Catalogue.parameters + Catalogue.sections).sorted { $0.path < $1.path }
        let parameters = all.filter { parameter in component.map { $0.component == parameter.component } ?? true }
        switch output {
        case .table: try Listing.parameters.print(parameters, as: .table)
        case .json: try Listing.parameters.print(parameters, as: .json)
        case .markdown: try Console.output.print(ParameterMarkdown(parameters: parameters).text)
        case .jsonSchema: try Document.json(Architect.schema).print()
        }
    }
}

/// A component as a user writes it, in any case.
struct ComponentArgument: ExpressibleByArgument {
    let component: Component

    init?(argument: String) {
        let found = Component.allCases.first { $0.rawValue.lowercased() == argument.lowercased() }
        guard let found else { return nil }
        component = found
    }

    static var allValueStrings: [String] { Component.allCases.map(\.rawValue) }
}
