import Engine
import Foundation
import Glibc
import Processes
import Testing

/// docs/errors.md is true to the program.
@Suite("The page of errors")
struct ErrorsPageTests {
    private let page: String

    init() throws {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        page = try String(contentsOf: root.appendingPathComponent("docs/errors.md"), encoding: .utf8)
    }

    /// A command of the page, with what it prints and how it ends.
    private struct Example {
        var words: [String]
        var status: Int32
        var output: String
    }

    @Test("names every exit status and no other, and has an example of each")
    func statuses() {
        let all = ExitStatus.allCases.map(\.rawValue)
        let rows = page.matches(of: #/\n\| (\d+) \| [a-z ]+ \| [^|]+ \|/#).compactMap { Int32($0.output.1) }
        #expect(rows == all)
        let shown = Set(page.matches(of: #/# ends with (\d+)/#).compactMap { Int32($0.output.1) })
        #expect(shown == Set(all))
    }

    @Test("what its examples print is what is printed", .enabled(if: geteuid() == 0, "needs root"))
    func examples() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("errors-\(UUID())")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        defer { try? FileManager.default.removeItem(at: folder) }
        for file in page.matches(of: #/`([a-z]+\.yaml)`\n\n```yaml\n((?s).*?)```/#) {
            try String(file.output.2).write(
                to: folder.appendingPathComponent(String(file.output.1)), atomically: true, encoding: .utf8)
        }
        let state = folder.path + "/state"
        #expect(examplesToRun.count > 8)
        for example in examplesToRun {
            let words = example.words.map { word in
                switch word {
                case "sudo": "setpriv --reuid=65534 --regid=65534 --clear-groups"
                case "emergence": "'\(Program.path)'"
                default: word
                }
            }.filter { $0 != "-u" && $0 != "nobody" }
            let script = "cd '\(folder.path)' && exec 2>&1 && exec \(words.joined(separator: " "))"
            let result = try await Command(
                "sh", ["-c", script], environment: ["EMERGENCE_STATE_DIR": state, "NO_COLOR": "1"]
            ).result()
            #expect(result.status == example.status, "\(example.words)")
            #expect(result.output.replacingOccurrences(of: state, with: "/var/lib/emergence") == example.output)
        }
    }

    private var examplesToRun: [Example] {
        page.matches(of: #/```console\n((?s).*?)```/#).flatMap { block in
            block.output.1.components(separatedBy: "$ ").dropFirst().compactMap { text -> Example? in
                guard let command = text.firstMatch(of: #/^(.*?) +# ends with (\d+)\n/#),
                    let status = Int32(command.output.2)
                else { return nil }
                return Example(
                    words: command.output.1.split(separator: " ").map(String.init), status: status,
                    output: String(text[command.range.upperBound...]))
            }
        }
    }
}
