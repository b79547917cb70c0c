import Foundation
import Glibc
import Processes
import Testing
import Yams

@Suite("Lists for programs")
struct FormatTests {
    private static let lists = [
        ["ps"], ["get"], ["get", "automaton"], ["get", "layer"], ["get", "automaton", "shop"],
        ["describe", "artefact", "web"],
        ["history"], ["diff", "1"], ["forge", "list"], ["why", "automaton/shop", "artefact/web"],
        ["referrers", "artefact/web"], ["explain", "shop"], ["secret", "list"], ["gc", "--dry-run"],
    ]

    /// Writes a value so that it can be compared, whatever it was read from.
    private static func text(_ value: Any?) -> String {
        switch value {
        case let map as [String: Any]:
            "{" + map.keys.sorted().map { "\($0): \(text(map[$0]))" }.joined(separator: ", ") + "}"
        case let list as [Any]: "[" + list.map(text).joined(separator: ", ") + "]"
        case is NSNull, nil: "null"
        case let value?: "\(value)"
        }
    }

    @Test("say the same in YAML as in JSON", .enabled(if: geteuid() == 0, "needs root"), arguments: lists)
    func formats(words: [String]) async throws {
        let shop = try await StoredShop()
        let json = try await shop.run(words + ["-o", "json"])
        #expect([0, 2, 65].contains(json.status), "\(json.errorOutput)")
        let yaml = try await shop.run(words + ["-o", "yaml"])
        #expect(yaml.status == json.status)
        let (read, parsed) = (try json.json(), try Yams.load(yaml: yaml.output))
        // One declared node as YAML is its declaration.
        if words == ["get", "automaton", "shop"] { return #expect(yaml.output.contains("kind: Automaton")) }
        #expect(Self.text(parsed).count > 1 && parsed is [Any] == (read is [Any]))
        guard let rows = read as? [[String: Any]], let same = parsed as? [[String: Any]] else { return }
        #expect(same.map { $0.keys.sorted() } == rows.map { $0.keys.sorted() })
        #expect(Set(rows.map { $0.keys.sorted() }).count <= 1, "rows have different keys")
    }

    @Test("names of every kind are completed from the graph")
    func names() async throws {
        let shop = try await StoredShop()
        for (kind, expected) in [
            ("automaton", "idle\nshop\nstock\n"), ("instance", "shop-1\nstock-1\n"), ("artefact", "web\n"),
            ("configuration", "quiet\n"),
        ] {
            let result = try await shop.run("names", kind)
            #expect(result.status == 0 && result.output.hasPrefix(expected), "\(result.output)")
        }
        let all = try await shop.run("names").output
        for name in ["automaton/shop", "instance/shop-1", "artefact/web"] { #expect(all.contains(name)) }
    }
}
