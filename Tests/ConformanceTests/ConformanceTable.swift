import ConfigurationGraph
import Foundation
import OCI
import Resolution

/// `docs/conformance.md`: what was declared, generated and seen, for each parameter of `config.json`.
struct ConformanceTable {
    /// What was observed under each runtime, as `runc 1.1.5`, in the scenarios' order.
    let observations: [(runtime: String, scenarios: [Observation])]

    var markdown: String {
        var text = """
            # Conformance

            What instances find when they look around, beside what was declared and what `config.json` says of it. Each
            table is one container that real runc and real crun ran; `swift test --filter Conformance` runs them, and
            fails where anything else is seen. `make conformance` writes this page anew.

            What a host's runtime or kernel can't act on is refused when it is planned, with the reason; the container is
            then run without it, and the refusal stands in its place. Other versions and other hosts can do more.


            """
        text += overview
        for (number, scenario) in Scenario.all.enumerated() {
            text += "## \(scenario.title)\n\n"
            text += "| Parameter | Declared | Generated | Asked |"
            text += observations.map { " Seen under \($0.runtime) |" }.joined() + "\n" + ruler(4 + observations.count)
            for (check, _) in scenario.checks.enumerated() {
                text += row(check, observations.map { $0.scenarios[number] })
            }
            text += "\n"
        }
        return String(text.dropLast())
    }

    /// The runtimes that a page was written with, and the parameters of both pages that either's host refused.
    static func host(of page: String, beside other: String) -> [String] {
        let rows = overview(of: page)
        let others = Set(overview(of: other).map(\.[0]))
        let refused = rows.filter { others.contains($0[0]) && $0.contains { $0.hasPrefix("refused") } }.map { row in
            row[0] + row.map { $0.hasPrefix("refused") ? " refused" : " taken" }.joined()
        }
        return (rows.first.map { Array($0.dropFirst(2)) } ?? []) + refused
    }

    /// The cells of a page's first table, its titles with them.
    private static func overview(of page: String) -> [[String]] {
        page.split(separator: "\n").drop { !$0.hasPrefix("| Parameter | Category |") }.prefix { $0.hasPrefix("|") }.map
        {
            $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        }
    }

    // MARK: all parameters in one table

    private var overview: String {
        var text = "## Every parameter\n\n| Parameter | Category |"
        text += observations.map { " \($0.runtime) |" }.joined() + "\n" + ruler(2 + observations.count)
        for entry in Scenario.looked {
            let cells = observations.map { summary(of: entry, in: $0.scenarios) }
            text += "| " + (["`\(entry.path)`", entry.category.rawValue] + cells).joined(separator: " | ") + " |\n"
        }
        return text + "\n"
    }

    /// Where it was seen, else why it can't be, or that it was refused.
    private func summary(of entry: Parameter, in observations: [Observation]) -> String {
        var refused: String?
        var unseen: String?
        let own = observations.contains { $0.scenario.checks.contains { $0.parameter == entry.path } }
        for observation in observations {
            for (number, check) in observation.scenario.checks.enumerated()
            where own ? check.parameter == entry.path : check.isOf(entry) {
                if let refusal = observation.refusals[number] {
                    refused = "refused at plan: \(refusal)"
                } else if case .none(let reason) = check.question {
                    unseen = (value(of: check, in: observation) == nil ? "left out" : "generated") + ": \(reason)"
                } else {
                    let title = observation.scenario.title
                    return "[seen](#\(title.lowercased().filter { $0 != "'" }.replacing(" ", with: "-")))"
                }
            }
        }
        return refused ?? unseen ?? ""
    }

    // MARK: the rows of one container

    private func row(_ number: Int, _ observations: [Observation]) -> String {
        guard let check = observations.first?.scenario.checks[number] else { return "" }
        let asked =
            switch check.question {
            case .inside(let command): Self.code(command)
            case .afterwards(let command): "on the host, afterwards: " + Self.code(command)
            case .none(let reason): "nothing: \(reason)"
            }
        let generated = observations.first { $0.refusals[number] == nil }.map { self.generated(check, in: $0) }
        let cells =
            ["`\(check.parameter)`", check.declared.map(Self.code) ?? "nothing", generated ?? "", asked]
            + observations.map { observation in
                observation.refusals[number].map { "refused: \($0)" } ?? Self.code(observation.answers[number] ?? "")
            }
        return "| " + cells.joined(separator: " | ") + " |\n"
    }

    /// What `config.json` says; the names of this run alone are replaced.
    private func generated(_ check: Check, in observation: Observation) -> String {
        let path = check.leaf == check.parameter ? "" : "`\(check.leaf)`: "
        guard let value = value(of: check, in: observation) else { return path + "left out" }
        return path
            + Self.code(
                value.replacing(observation.folder, with: Laboratory.folder)
                    .replacing(observation.controlGroups, with: "/emergence"))
    }

    private func value(of check: Check, in observation: Observation) -> JSONValue? { observation.row(of: check)?.value }

    private func ruler(_ columns: Int) -> String { "|" + String(repeating: " --- |", count: columns) + "\n" }

    /// As canonical JSON, cut where it would be a page of its own.
    private static func code(_ value: JSONValue) -> String {
        let text = (try? CanonicalJSON.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return code(text.count > 160 ? text.prefix(157) + "…" : text)
    }

    private static func code(_ text: String) -> String {
        text.isEmpty
            ? "" : "`` \(text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")) ``"
    }
}
