import ConfigurationGraph
import OCI
import Testing

@testable import Architect

@Suite("Declarations")
struct DeclarationTests {
    @Test("of every kind become nodes and artefact declarations")
    func nodes() throws {
        let declared = try declarations(shop)
        #expect(
            declared.nodes.map(\.id.description) == [
                "configuration/quiet", "configuration/green", "volume/shop-state", "automaton/shop", "automaton/stock",
            ])
        #expect(declared.artefacts.map(\.name) == ["web"])
        #expect(declared.artefacts.first?.image?.reference == "oci:./images/web:1.0")
    }

    @Test("keep where each value was written")
    func locations() throws {
        let quiet = try #require(try declarations(shop).nodes.first?.value as? Configuration)
        #expect(quiet.configures == [NodeID(.artefact, "web")])
        #expect(quiet.declaration == Declaration(set: "shop", location: place(5, 1)))
        #expect(
            quiet.settings == [Setting(parameter: "process.env", value: ["LOG=warn"], location: place(8, 16))])
    }

    @Test("of automatons say what runs, is followed, mounted and called")
    func automaton() throws {
        let shop = try #require(try declarations(shop).automatons.first)
        #expect(shop.artefact == "web")
        #expect(shop.configurations == ["green"])
        #expect(shop.volumes == [.init(volume: "shop-state", destination: "/data", location: place(22, 11))])
        #expect(shop.dependencies == [.init(automaton: "stock", location: place(23, 49))])
        let values = Dictionary(uniqueKeysWithValues: shop.settings.map { ($0.parameter, $0.value) })
        #expect(
            values == [
                "process.args": ["/bin/httpd", "-f", "-p", "8080"], "relay.publish": ["18080:8080"],
                "overwatch.readiness.type": "http", "overwatch.readiness.port": 8080, "overwatch.readiness.path": "/",
                "overwatch.restart.policy": "onFailure", "orchestrator.resources.memory.limit": "256MiB",
                "orchestrator.resources.cpu.limit": 0.5,
            ])
        #expect(shop.settings.map(\.parameter) == shop.settings.map(\.parameter).sorted())
    }

    @Test("drop the prefix of their kind")
    func droppedPrefix() throws {
        let declared = try declarations(
            """
            kind: Volume
            name: state
            size: 10GiB
            accessMode: sharedWrite
            ---
            kind: Host
            name: node-1.example.org
            labels: {disk: ssd, rack: 7}
            """)
        let volume = try #require(declared.volumes.first)
        #expect(volume.settings.map(\.parameter) == ["volume.accessMode", "volume.size"])
        let host = try #require(declared.nodes.last?.value as? HostPolicy)
        #expect(host.settings.map(\.value) == [["disk": "ssd", "rack": "7"]])
    }

    @Test(
        "take what stands without quotes as the parameter's type wants it",
        arguments: [
            ("process: {args: [8080, on, 0777, 1.50, true]}", ["8080", "on", "0777", "1.50", "true"]),
            ("process: {env: [PORT=8080, DEBUG=on]}", ["PORT=8080", "DEBUG=on"]),
            ("process: {noNewPrivileges: true}", true),
            ("process: {noNewPrivileges: ~}", .null),
            ("orchestrator: {resources: {memory: {limit: 1024}}}", 1024),
            ("orchestrator: {stop: {signal: 15}}", 15),
            ("process.cwd: /srv", "/srv"),
            ("relay: {publish: [18080:8080]}", ["18080:8080"]),
            ("relay: {publish: [{hostPort: 1, port: 2}]}", [["hostPort": 1, "port": 2]]),
            ("linux: {sysctl: {net.core.somaxconn: 1024}}", ["net.core.somaxconn": "1024"]),
            ("process: {capabilities: {add: [CAP_CHOWN]}}", ["add": ["CAP_CHOWN"]]),
        ] as [(String, JSONValue)])
    func scalars(_ line: String, _ value: JSONValue) throws {
        let declared = try declarations("kind: Automaton\nname: a\nartefact: web\n\(line)\n")
        #expect(declared.automatons.first?.settings.map(\.value) == [value])
    }

    @Test("may be empty in parts: sections without a value give nothing")
    func emptySections() throws {
        let declared = try declarations(
            "---\n# nothing\n---\nkind: Automaton\nname: a\nartefact: web\nvolumes:\nprocess:\nrelay: {dependencies: }\n"
        )
        let automaton = try #require(declared.automatons.first)
        #expect(automaton.settings.isEmpty && automaton.volumes.isEmpty && automaton.dependencies.isEmpty)
    }

    @Test("may use anchors and aliases, and be written with a byte-order mark and Windows' line ends")
    func aliases() throws {
        let declared = try declarations(
            "\u{FEFF}kind: Configuration\r\nname: a\r\nprocess: {env: &shared [A=1]}\r\n---\r\n"
                + "kind: Configuration\r\nname: b\r\nprocess:\r\n  args: &x [B=2]\r\n  env: *x\r\n")
        #expect(declared.nodes.compactMap { ($0.value as? Configuration)?.settings.last?.value } == [["A=1"], ["B=2"]])
    }

    @Test(
        "find an image from the folder of their file",
        arguments: [
            ("oci:./images/web:1.0", "oci:/srv/shop/images/web:1.0"), ("oci:images/web", "oci:/srv/shop/images/web"),
            ("oci-archive:web.tar:1", "oci-archive:/srv/shop/web.tar:1"), ("oci:/a/web:1.0", "oci:/a/web:1.0"),
            ("docker://web:1", "docker://web:1"), ("web", "web"),
        ])
    func baseFolder(_ reference: String, _ resolved: String) throws {
        let text = "kind: Artefact\nname: web\nimage: \(reference)\n"
        let file = SourceFile(path: "shop/a.yaml", folder: "/srv/shop", bytes: Array(text.utf8))
        let declared = try Architect.declarations(from: [file], set: "x", catalogue: .example)
        #expect(declared.artefacts.first?.image?.resolvedReference == resolved)
    }

    private func place(_ line: Int, _ column: Int) -> ConfigurationGraph.SourceLocation {
        .init(file: "shop.yaml", line: line, column: column)
    }
}
