import Architect
import ConfigurationGraph
import Foundation
import OCI

/// Says of files whether they are valid, by themselves: no graph is needed, and nothing is run.
public enum FileChecker {
    /// The most that is read of a file, in bytes: what registries allow a manifest (distribution-spec).
    private static let sizeLimit = 4 << 20

    /// Checks files; the declarations of a folder also against each other.
    ///
    /// - Parameters:
    ///   - kind: what the files are; nil to tell it from each.
    ///   - together: whether the declarations of all paths are checked against each other, as `up` is given them.
    /// - Returns: a result for each file, in their order.
    /// - Throws: `SourceFileError` for a path that can't be read.
    public static func check(
        _ paths: [String], as kind: FileKind? = nil, together: Bool = false
    ) throws -> [FileCheck] {
        try (together ? [paths] : paths.map { [$0] }).flatMap { try check($0, as: kind) }
    }

    private static func check(_ paths: [String], as kind: FileKind?) throws -> [FileCheck] {
        let files = try SourceFile.load(paths, limit: sizeLimit).map { Candidate($0, as: kind) }
        let declarations = diagnostics(of: files.filter { $0.kind == .declaration }.map(\.file))
        return files.map { file in
            guard file.kind == .declaration else { return file.check() }
            let own = declarations.filter { $0.location.file == file.file.path }
            return FileCheck(
                file: file.file.path, kind: .declaration, errors: own.map { .init(diagnostic: $0) })
        }
    }

    /// All that is wrong with declarations; what they name may be declared elsewhere.
    private static func diagnostics(of files: [SourceFile]) -> [Diagnostic] {
        do throws(DiagnosticReport) {
            return Architect.check(try Architect.declarations(from: files, set: "check"))
        } catch {
            return error.diagnostics
        }
    }
}

/// A file, with what could be told of it without judging it.
private struct Candidate {
    let file: SourceFile
    let kind: FileKind?
    private let document: Result<JSONDocument, JSONSyntaxError>

    /// YAML's endings mean declarations, and so does what doesn't begin as JSON does or has a `kind`; for the rest the
    /// members tell.
    init(_ file: SourceFile, as given: FileKind?) {
        self.file = file
        document = Result { () throws(JSONSyntaxError) in try JSONDocument(parsing: Data(file.bytes)) }
        let value = try? document.get().value
        if let given {
            kind = given
        } else if file.path.hasSuffix(".yaml") || file.path.hasSuffix(".yml") || value?["kind"]?.string != nil {
            kind = .declaration
        } else if let value, let told = OCIDocumentKind(of: value) {
            kind = .document(told)
        } else {
            let first = file.bytes.first { !" \t\r\n".utf8.contains($0) }
            let looksLikeJSON = first.map { "{[\"".utf8.contains($0) } ?? true
            kind = value != nil || looksLikeJSON ? nil : .declaration
        }
    }

    /// Checks an OCI document.
    func check() -> FileCheck {
        FileCheck(file: file.path, kind: kind, errors: findings)
    }

    private var findings: [FileCheck.Finding] {
        switch (document, kind) {
        case (.failure(let error), _):
            [.init(diagnostic: diagnostic("it is no JSON: \(error.reason)", (error.line, error.column)))]
        case (.success(let document), .document(let kind)):
            kind.problems(with: document.value).map { problem in
                let section = problem.rule.section.map { " (\($0))" } ?? ""
                let message = "\(problem.path): \(problem.message)\(section)"
                return .init(
                    path: problem.path.description, rule: problem.rule.rawValue,
                    diagnostic: diagnostic(message, document.place(of: problem.path)))
            }
        case (.success, _):
            [
                .init(
                    diagnostic: Diagnostic(
                        at: location(1, 1), "nothing tells which kind of document this is",
                        hint: "say it with --as \(FileKind.allCases.map(\.rawValue).joined(separator: "|"))"))
            ]
        }
    }

    private func diagnostic(_ message: String, _ place: (line: Int, column: Int)) -> Diagnostic {
        let lines = file.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        let line = lines.indices.contains(place.line - 1) ? lines[place.line - 1] : []
        let excerpt = String(decoding: line, as: UTF8.self)
        return Diagnostic(
            at: location(place.line, place.column), message, excerpt: excerpt.isEmpty ? nil : excerpt)
    }

    private func location(_ line: Int, _ column: Int) -> SourceLocation {
        SourceLocation(file: file.path, line: line, column: column)
    }
}
