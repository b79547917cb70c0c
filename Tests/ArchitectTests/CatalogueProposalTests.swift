import ConfigurationGraph
import Foundation
import OCI
import Testing

@testable import Architect

/// Needs the list of proposed parameters beside the checkout.
@Suite("The catalogue against the list that it was begun from")
struct CatalogueProposalTests {
    /// The proposals that are no entries, and why.
    static let dropped: [(beginning: String, reason: String)] = [
        ("mounts[]", "members of an element are a part of their list's type"),
        ("hooks.*[]", "members of an element are a part of their list's type"),
        ("linux.namespaces[]", "members of an element are a part of their list's type"),
        ("relay.ports[]", "members of an element are a part of their list's type"),
        ("relay.dependencies[]", "members of an element are a part of their list's type"),
        ("volumes[]", "members of an element are a part of their list's type: 'volumes'"),
        ("image.index.manifests[]", "members of an element are a part of their list's type: 'image.index.manifests'"),
        ("process.user.username", "Windows' own"), ("process.commandLine", "Windows' own"),
        ("solaris", "another platform's"), ("windows", "another platform's"), ("vm", "another platform's"),
        ("zos", "another platform's"), ("freebsd", "another platform's"),
        ("image.config.Memory", "a name that image-spec keeps free for Docker, and converts to nothing"),
        ("image.config.CpuShares", "a name that image-spec keeps free for Docker, and converts to nothing"),
        ("image.config.Healthcheck", "a name that image-spec keeps free for Docker, and converts to nothing"),
        ("automaton.secrets", "secrets are given to a process by 'secrets.files' and 'secrets.env', merged one by one"),
    ]

    /// The entries whose category isn't the proposed one, and why.
    static let recategorised = [
        "process.selinuxLabel": "the seed has two; a label of the operator's would open another instance's files",
        "linux.devices": "devices of the host are given by 'security.devices', which is marked",
    ]

    @Test("each proposal is an entry, or was dropped with a reason")
    func complete() throws {
        let all = Dictionary(uniqueKeysWithValues: (Catalogue.parameters + Catalogue.sections).map { ($0.path, $0) })
        for proposal in try proposals() {
            let path = try #require(proposal["path"]?.string)
            let isDropped = Self.dropped.contains { path.hasPrefix($0.beginning) && !$0.reason.isEmpty }
            guard let entry = all[path] else {
                #expect(isDropped, "\(path)")
                continue
            }
            #expect(proposal["source"] == "seed" || !isDropped, "\(path)")
            #expect(proposal["component"]?.string == entry.component.rawValue, "\(path)")
            if Self.recategorised[path] == nil {
                #expect(proposal["category"]?.string == entry.category.rawValue, "\(path)")
            }
        }
    }

    @Test("what the seed names has the seed's default, where it states one that no rule computes")
    func seed() throws {
        var count = 0
        for proposal in try proposals() where proposal["source"] == "seed" {
            count += 1
            let path = try #require(proposal["path"]?.string)
            let entry = try #require((Catalogue.parameters + Catalogue.sections).first { $0.path == path }, "\(path)")
            switch (proposal["default"], entry.default) {
            case ("omitted", .omitted), (nil, .none), (.null, .none), (_, .computed): break
            case (.some(let proposed), .value(let value)): #expect(proposed == value, "\(path)")
            default: #expect(proposal["needsDefault"] == true, "\(path)")
            }
        }
        #expect(count == 0 || count > 30)
    }

    /// The proposals; none where the list isn't at hand, which is said.
    private func proposals() throws -> [JSONValue] {
        let path = "../shared/parameters.yaml"
        guard let data = FileManager.default.contents(atPath: path) else {
            print("skipped: no \(path)")
            return []
        }
        let text = try SourceText(SourceFile(path: path, bytes: [UInt8](data)))
        var findings = Findings(in: Sources())
        let documents = YAMLReader(text: text).documents(into: &findings)
        let list = try #require(documents.first.map(CoreSchema.json)?.array)
        #expect(list.count > 300)
        return list
    }
}
