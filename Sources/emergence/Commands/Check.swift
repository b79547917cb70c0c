import Architect
import ArgumentParser
import ConfigurationGraph
import Engine
import OCI

struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
        "check", "Say whether OCI documents and declarations are valid, with all that is wrong with them.",
        discussion: """
            No graph is needed: what declarations name may be declared elsewhere. Each file is judged by itself, and so \
            is each folder. Ends with 65 if anything is wrong.
            """,
        example: "emergence check shop.yaml\nemergence check --together shop.yaml stock.yaml\n"
            + "emergence check --as runtime-config bundle/config.json -o json")

    @Argument(
        help: ArgumentHelp("Files, folders of declarations, and - for standard input.", valueName: "file"),
        completion: .file())
    var files: [String]

    @Option(
        name: .customLong("as"),
        help: ArgumentHelp("What the files are (default: told from each).", valueName: "kind"))
    var kind: FileKindArgument?

    @Flag(help: "Judge all declarations as one set, as up does with the same files.") var together = false
    @Option(name: .shortAndLong, help: "How to print it.") var output: OutputFormat = .table

    func run() throws {
        let checks: [FileCheck]
        do { checks = try FileChecker.check(files, as: kind?.kind, together: together) } catch {
            throw Failure(describing: error)
        }
        switch output {
        case .table: for check in checks { try check.print() }
        case .json: try Document.json(.array(checks.map(\.json))).print()
        case .yaml: try Document.yaml(.array(checks.map(\.json))).print()
        }
        if checks.contains(where: { !$0.isValid }) { throw ExitCode(ExitStatus.badInput.rawValue) }
    }
}

/// A kind of file as a user writes it.
struct FileKindArgument: ExpressibleByArgument {
    let kind: FileKind

    init?(argument: String) {
        guard let kind = FileKind(rawValue: argument) else { return nil }
        self.kind = kind
    }

    static var allValueStrings: [String] { FileKind.allCases.map(\.rawValue) }
}

extension FileCheck {
    /// Prints what is wrong as compilers do, or that nothing is.
    fileprivate func print() throws {
        let style = Console.output.style
        guard !isValid else {
            return try Console.output.print("\(file): \(style.paint("valid", .green)) \(kind?.rawValue ?? "")")
        }
        for error in errors {
            try Console.output.print(error.diagnostic.render(colours: style.colours))
        }
    }

    fileprivate var json: JSONValue {
        [
            "file": .string(file), "kind": JSONValue(kind?.rawValue), "valid": .bool(isValid),
            "errors": .array(
                errors.map { error in
                    [
                        "path": JSONValue(error.path), "line": JSONValue(error.diagnostic.location.line),
                        "column": JSONValue(error.diagnostic.location.column),
                        "message": .string(error.diagnostic.message), "hint": JSONValue(error.diagnostic.hint),
                        "rule": JSONValue(error.rule),
                    ]
                }),
        ]
    }
}
