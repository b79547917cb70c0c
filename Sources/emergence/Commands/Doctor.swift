import ArgumentParser
import ConfigurationGraph
import Engine
import OCI
import Runtime

struct Doctor: EngineCommand {
    static let configuration = CommandConfiguration(
        "doctor", "Say what this machine can do and what is missing, with the command that mends it.",
        discussion: "Ends with 1 if anything is missing that instances need.",
        example: "emergence doctor\nsudo emergence doctor --repair")

    @Flag(help: "Clean what is half done, and start what should run.") var repair = false
    @Option(name: .shortAndLong, help: "How to print it.") var output: OutputFormat = .table
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        let checks = try await engine.doctor(repair: repair)
        if output == .table {
            try Console.output.write(text(checks, style: Console.output.style))
        } else {
            try Listing.checks.print(checks, as: output)
        }
        if checks.contains(where: { $0.outcome == .failure }) { throw ExitCode(ExitStatus.failed.rawValue) }
    }

    private func text(_ checks: [HostCheck], style: Style) -> String {
        let width = checks.map(\.name.terminalWidth).max() ?? 0
        return checks.map { check in
            let sign =
                switch check.outcome {
                case .ok: style.paint("✔", .green)
                case .warning: style.paint("!", .yellow)
                case .failure: style.paint("✘", .red)
                }
            let remedy = check.remedy.map { "\n  \(String(repeating: " ", count: width))  → \($0)" } ?? ""
            return "\(sign) \(check.name.padded(to: width))  \(check.found.onOneLine)\(style.paint(remedy, .cyan))\n"
        }.joined()
    }
}

extension Listing where Row == HostCheck {
    fileprivate static var checks: Listing {
        Listing([
            Column("name", "CHECK") { $0.name },
            Column("outcome", "OUTCOME") { $0.outcome.rawValue },
            Column("found", "FOUND") { $0.found },
            Column("remedy", "REMEDY", value: { JSONValue($0.remedy) }),
        ])
    }
}
