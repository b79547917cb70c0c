import ConfigurationGraph
import Testing

@testable import Architect

@Suite("What is Required and missing")
struct RequiredTests {
    /// A document of each kind with all that it must have.
    private static let whole: [DocumentKind: [(key: String, value: String)]] = [
        .artefact: [("name", "web"), ("image", "oci:./web:1")], .configuration: [("name", "quiet")],
        .volume: [("name", "state")], .secret: [("name", "token")], .host: [("name", "node")],
        .automaton: [("name", "shop"), ("artefact", "web")],
    ]

    @Test("is named, in every kind of document", arguments: DocumentKind.allCases)
    func missing(kind: DocumentKind) throws {
        let members = try #require(Self.whole[kind])
        // An artefact could be made by Nix instead.
        let other = kind == .artefact ? ["image"] : []
        #expect(Set(members.map(\.key)) == Set(kind.requiredKeys + ["name"] + other))
        #expect(told(kind, members) == "")
        for (key, _) in members {
            let report = told(kind, members.filter { $0.key != key })
            #expect(report.contains("'\(key)'") && report.hasPrefix("shop.yaml:1:"), "\(key): \(report)")
        }
    }

    @Test("is one of these: each is told where a document, an automaton or its image lacks it")
    func complete() {
        // process.args is told where an automaton meets it (RefusalTests); the others are found out by Forge.
        let ofDocuments: Set = [
            "artefact", "artefact.kind", "artefact.name", "automaton.name", "host.name", "volume.name",
        ]
        let required = Catalogue.parameters.filter { $0.category == .required && !$0.kinds.isEmpty }.map(\.path)
        #expect(
            Set(required).subtracting(ofDocuments) == ["process.args", "drv", "imageDigest", "imageName", "sha256"])
    }

    private func told(_ kind: DocumentKind, _ members: [(key: String, value: String)]) -> String {
        let lines = ["kind: \(kind.rawValue)"] + members.map { "\($0.key): \($0.value)" }
        do {
            _ = try Architect.declarations(from: [file(lines.joined(separator: "\n") + "\n")], set: "shop")
            return ""
        } catch { return error.description }
    }
}
