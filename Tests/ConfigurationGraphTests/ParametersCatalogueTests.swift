import ConfigurationGraph
import OCI
import Testing

@Suite("The parameter catalogue")
struct ParametersCatalogueTests {
    @Test("entries are sorted by path, each once, with a sentence")
    func entries() {
        let paths = Catalogue.parameters.map(\.path)
        #expect(paths == paths.sorted())
        #expect(Set(paths).count == paths.count)
        for entry in Catalogue.parameters {
            #expect(entry.doc.hasSuffix("."), "\(entry.path)")
            #expect(Catalogue.parameter(at: entry.path) == entry)
        }
    }

    @Test("a default is of its parameter's type, and in normal form", arguments: Catalogue.parameters)
    func defaults(entry: Parameter) {
        if case .value(let value) = entry.default { #expect(entry.type.normalised(value) == value) }
        #expect(entry.default != .none || entry.category == .required)
    }

    @Test(
        "a leaf falls under the nearest entry above it",
        arguments: [
            ("process.env.LOG", "process.env"), ("process.env.A.B", "process.env"), ("process.env", "process.env"),
            ("process.capabilities.bounding", "process.capabilities.bounding"),
            ("process.capabilities.CAP_KILL", "process.capabilities"), ("mounts./etc/resolv.conf", "mounts"),
            ("process", nil), ("nothing.at.all", nil),
        ] as [(String, String?)])
    func covering(path: String, entry: String?) {
        #expect(Catalogue.parameter(covering: path)?.path == entry)
    }

    @Test("a prefix leads to entries, an entry without others below doesn't")
    func prefixes() {
        #expect(Catalogue.isPrefix("process"))
        #expect(Catalogue.isPrefix("orchestrator.resources.cpu"))
        #expect(!Catalogue.isPrefix("process.args"))
        #expect(!Catalogue.isPrefix("proc"))
    }

    @Test("the keys below a path are those that a kind of document may give")
    func children() {
        #expect(Catalogue.children(of: "root", for: .automaton) == ["readonly"])
        #expect(Catalogue.children(of: "volume", for: .volume).contains("accessMode"))
        #expect(Catalogue.children(of: "volume", for: .automaton) == [])
        #expect(Catalogue.children(of: "", for: .configuration).contains("process"))
        #expect(!Catalogue.children(of: "relay", for: .configuration).contains("dependencies"))
    }

    @Test(
        "the nearest name is suggested, if it is near",
        arguments: [
            ("process.envv", "process.env"), ("hostnaem", "hostname"), ("root.readOnly", "root.readonly"),
            ("xyzzy", nil), ("", nil),
        ] as [(String, String?)])
    func nearest(name: String, expected: String?) {
        #expect(Catalogue.nearest(to: name, among: Catalogue.parameters.map(\.path)) == expected)
    }

    @Test("of two names as near the first in order is suggested")
    func tie() {
        #expect(Catalogue.nearest(to: "shox", among: ["shop", "shoe"]) == "shoe")
    }
}
