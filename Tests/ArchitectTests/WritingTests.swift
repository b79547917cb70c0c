import ConfigurationGraph
import Foundation
import OCI
import Testing

@testable import Architect

@Suite("A node written as YAML")
struct WritingTests {
    @Test("is a declaration that a person could have written")
    func golden() throws {
        let automaton = try #require(try declarations(shop).automatons.first)
        #expect(
            Architect.yaml(for: .automaton(automaton)) == """
                kind: Automaton
                name: shop
                artefact: web
                configurations: [green]
                volumes:
                - {name: shop-state, destination: /data}
                orchestrator:
                  resources:
                    cpu:
                      limit: 0.5
                    memory:
                      limit: 256MiB
                overwatch:
                  readiness:
                    path: /
                    port: 8080
                    type: http
                  restart:
                    policy: onFailure
                process:
                  args: [/bin/httpd, -f, -p, "8080"]
                relay:
                  dependencies:
                  - {automaton: stock}
                  publish: ['18080:8080']

                """)
    }

    @Test("reads back as the same node", arguments: [shop, rich])
    func roundTrip(_ text: String) throws {
        let nodes = try declarations(text).nodes
        let written = nodes.compactMap(Architect.yaml).joined(separator: "---\n")
        let again = try declarations(written).nodes
        #expect(again.map(\.id) == nodes.map(\.id))
        for (before, after) in zip(nodes, again) {
            #expect(NodeChange(from: before, to: after) == nil, "\(before.id)")
        }
    }

    @Test(
        "of what Nix built leads to the store path, and reads back",
        arguments: [
            ("/", "source: /nix/store/1-web\n"), ("/srv", "source: /nix/store/1-web\n  store: /srv\n"),
            ("https://cache.example", "cache: https://cache.example\n  path: /nix/store/1-web\n"),
            (nil, "source: /nix/store/2-web.drv\n"),
        ])
    func nix(origin: String?, lines: String) throws {
        let path = "/nix/store/qa7wadjwwvxiv0fk2xizccrfzx1i6gsr-web"
        let nix = NixArtefact(
            drv: path + ".drv", outputs: [path], source: "./release.nix", origin: origin, program: path + "/bin/web")
        let written = try #require(Architect.yaml(for: Artefact(name: "web", content: .nix(nix)).node))
        let expected = lines.replacingOccurrences(of: "/nix/store/1-web", with: path)
            .replacingOccurrences(of: "/nix/store/2-web.drv", with: path + ".drv")
        #expect(written == "kind: Artefact\nname: web\nnix:\n  \(expected)")
        #expect(try declarations(written).artefacts.map(\.name) == ["web"])
    }

    @Test("of what Nix evaluated is what it evaluates, and reads back")
    func nixExpression() throws {
        let path = "/nix/store/qa7wadjwwvxiv0fk2xizccrfzx1i6gsr-web"
        let expression = NixArtefact.Expression(
            file: "/srv/my shop/release.nix", attribute: "web",
            arguments: ["workers": 4, "title": "4", "tags": ["a", "b"]])
        let nix = NixArtefact(
            drv: path + ".drv", outputs: [path], source: "as words", expression: expression, origin: "/srv/root",
            debug: true)
        let written = try #require(Architect.yaml(for: Artefact(name: "web", content: .nix(nix)).node))
        let read = try #require(try declarations(written).artefacts.first?.nix, "\(written)")
        #expect(read.source == expression.file && read.attribute == "web" && read.arguments == expression.arguments)
        #expect(read.store == "/srv/root" && read.debug, "\(written)")
    }

    @Test("keeps strings strings that look like something else", arguments: odd)
    func strings(_ text: String) throws {
        let setting = Setting(
            parameter: "process.args", value: [.string(text)], location: .init(file: "a", line: 1, column: 1))
        let node = Configuration(
            name: "a", settings: [setting], declaration: Declaration(set: "shop", location: setting.location))
        let written = try #require(Architect.yaml(for: node.node))
        let again = try #require(try declarations(written).nodes.first?.value as? Configuration)
        #expect(again.settings.map(\.value) == [[.string(text)]], "\(written)")
    }

    @Test("of an artefact asks for exactly that artefact")
    func artefact() throws {
        let node = try #require(try webArtefact().last)
        let text = try #require(Architect.yaml(for: node))
        let declared = try #require(try declarations(text).artefacts.first?.image)
        #expect(declared.reference == "oci:/images/web:1.0")
        #expect(declared.imageName == "web")
        #expect(declared.imageDigest == declared.sha256)
        #expect(declared.sha256 != nil)
    }

    @Test("is nothing for kinds that nobody declares")
    func undeclared() throws {
        let node = try #require(try webArtefact().first)
        #expect(Architect.yaml(for: node) == nil)
    }

    private static let odd = [
        "8080", "0777", "1e3", "true", "on", "No", "null", "~", "", " ", "a: b", "- a", "#a", "a #b", "'", "\"", "\\",
        "[a]", "{a}", "*a", "&a", "!a", "%a", "@a", "`a", "|", ">", "a\nb", "a\tb", "é", "日本", "🦆", "12:30", "<<", "=",
        "2026-01-01", "---", "...", "key:", "\u{7}", "\u{85}", "\u{2028}",
    ]

    private static let rich = """
        kind: Configuration
        name: all
        configures: [artefact/web, automaton/shop]
        process:
          args: []
          capabilities: {add: [CAP_CHOWN], drop: []}
          cwd: ~
          env: ["A=", "B= x ", "C=1"]
          noNewPrivileges: false
        linux: {sysctl: {net.core.somaxconn: 1024}}
        relay: {publish: ["80:80", {hostPort: 81, port: 80, protocol: udp}]}
        ---
        kind: Volume
        name: state
        size: 10GiB
        volume.kind: state
        ---
        kind: Host
        name: node.example
        labels: {disk: "on"}
        ---
        kind: Automaton
        name: shop
        artefact: web
        volumes: [{name: state, destination: /a, readonly: true}, {name: state, destination: /b}]
        relay: {dependencies: [{automaton: x, alias: y}, {automaton: z, startOrder: false}]}
        """
}
