import ConfigurationGraph
import OCI
import Resolution

/// `docs/conformance.md`: what was declared, generated and seen inside, for each parameter that was looked at.
struct ConformanceTable {
    /// What was observed under each runtime, in the scenarios' order.
    let observations: [(runtime: String, scenarios: [Observation])]

    var markdown: String {
        var text = """
            # Conformance

            What instances find when they look around, beside what was declared and what `config.json` says of it. Each
            table is one container that real runc and real crun ran; `swift test --filter Conformance` runs them, and
            fails where anything else is seen. `make conformance` writes this page anew.


            """
        for scenario in Scenario.all.indices {
            text += "## \(Scenario.all[scenario].title)\n\n"
            text += "| Parameter | Declared | Generated | Asked inside |"
            text += observations.map { " Seen under \($0.runtime) |" }.joined() + "\n"
            text += "|" + String(repeating: " --- |", count: 4 + observations.count) + "\n"
            for (number, check) in Scenario.all[scenario].checks.enumerated() {
                text += row(check, number, observations.map { $0.scenarios[scenario] })
            }
            text += "\n"
        }
        return String(text.dropLast())
    }

    private func row(_ check: Check, _ number: Int, _ observations: [Observation]) -> String {
        let generated = observations.first.map { self.generated(check, in: $0) } ?? ""
        let cells =
            ["`\(check.parameter)`", check.declared.map(Self.code) ?? "nothing", generated, Self.code(check.command)]
            + observations.map { Self.code($0.answers[number] ?? "") }
        return "| " + cells.joined(separator: " | ") + " |\n"
    }

    /// What `config.json` says; the control groups' parent has another name in each run.
    private func generated(_ check: Check, in observation: Observation) -> String {
        let path = check.leaf == check.parameter ? "" : "`\(check.leaf)`: "
        guard let value = observation.resolved.spec.provenance.first(where: { $0.path == check.leaf })?.value else {
            return path + "left out"
        }
        return path + Self.code(value).replacing(observation.controlGroups, with: "/emergence")
    }

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
