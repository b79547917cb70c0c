import ConfigurationGraph
import Foundation
import Testing

@testable import Architect

@Suite("Declared secrets")
struct SecretDeclarationTests {
    @Test("say where their values come from, files from the declaration's own folder")
    func sources() throws {
        let text = """
            kind: Secret
            name: a
            file: ./values/a
            ---
            kind: Secret
            name: b
            stdin: true
            ---
            kind: Secret
            name: c
            """
        let declared = try Architect.declarations(
            from: [SourceFile(path: "shop.yaml", folder: "/srv/shop", bytes: Array(text.utf8))], set: "shop")
        #expect(declared.secrets.map(\.source) == [.file("/srv/shop/values/a"), .standardInput, .command])
        #expect(declared.nodes.isEmpty)
    }

    @Test("are read by automatons and configurations, which refer to nothing that isn't there")
    func references() throws {
        let text = """
            kind: Secret
            name: token
            ---
            kind: Configuration
            name: tokens
            secrets: {env: {API_TOKEN: token}}
            ---
            kind: Automaton
            name: shop
            artefact: web
            secrets: {files: [{name: tokne, destination: /run/secrets/token}]}
            """
        let declared = try Architect.declarations(
            from: [SourceFile(path: "shop.yaml", bytes: Array(text.utf8))], set: "shop")
        let reads = declared.nodes.flatMap(\.edges).filter { $0.label == .reads }
        #expect(reads.map(\.to.name) == ["token", "tokne"])
        let found = try Architect.check(declared, against: Graph().landing(webArtefact()))
        #expect(found.map(\.message) == ["there is no secret 'tokne'"])
        #expect(found.map(\.hint) == ["did you mean 'token'?"])
    }

    @Test("are written as declarations that read back as they were")
    func writing() throws {
        let place = SourceLocation(file: "shop.yaml", line: 1, column: 1)
        for source in [Secret.Source.file("/srv/a"), .standardInput, .command] {
            let secret = Secret(
                name: "a", key: "0", sealed: Data([1, 2, 3]), size: 3, isText: true, valueRevision: Revision(3),
                source: source, declaration: Declaration(set: "shop", location: place))
            let yaml = try #require(Architect.yaml(for: .secret(secret)))
            let declared = try Architect.declarations(
                from: [SourceFile(path: "shop.yaml", bytes: Array(yaml.utf8))], set: "shop")
            #expect(declared.secrets.map(\.source) == [source])
        }
    }
}
