import ConfigurationGraph
import OCI
import Testing

@testable import Architect

/// The issue's own example, in one file.
let shop = """
    kind: Artefact
    name: web
    image: oci:./images/web:1.0
    ---
    kind: Configuration
    name: quiet
    configures: [artefact/web]          # holds for all that runs web
    process: {env: [LOG=warn]}
    ---
    kind: Configuration
    name: green
    process: {env: [COLOUR=green]}
    ---
    kind: Volume
    name: shop-state
    ---
    kind: Automaton
    name: shop
    artefact: web
    configurations: [green]
    process: {args: [/bin/httpd, -f, -p, "8080"]}
    volumes: [{name: shop-state, destination: /data}]
    relay: {publish: ["18080:8080"], dependencies: [{automaton: stock}]}
    overwatch: {readiness: {type: http, port: 8080, path: /}, restart: {policy: onFailure}}
    orchestrator: {resources: {memory: {limit: 256MiB}, cpu: {limit: 0.5}}}
    ---
    kind: Automaton
    name: stock
    artefact: web
    """

func file(_ text: String, _ path: String = "shop.yaml") -> SourceFile {
    SourceFile(path: path, bytes: Array(text.utf8))
}

func declarations(_ text: String, set: String = "shop") throws -> Declarations {
    try Architect.declarations(from: [file(text)], set: set, catalogue: .example, mayBeEmpty: true)
}

/// What a person is told of these files; empty where nothing is wrong.
func report(_ files: [SourceFile]) -> String {
    do {
        _ = try Architect.declarations(from: files, set: "shop", catalogue: .example)
        return ""
    } catch {
        return error.description
    }
}

/// What a person is told of these declarations in a graph.
func report(_ text: String, set: String = "shop", in graph: Graph) throws -> String {
    let found = try Architect.check(declarations(text, set: set), against: graph)
    return DiagnosticReport(found).description
}

/// A graph that holds what is declared, with an artefact `web`.
func graph(_ text: String, set: String = "shop") throws -> Graph {
    let declared = try declarations(text, set: set)
    return try Graph().landing(declared.nodes + webArtefact())
}

extension Graph {
    func landing(_ nodes: [Node], deletes: Set<NodeID> = []) throws -> Graph {
        let roles = Set(Role.allCases)
        return try applying(
            Transaction(author: "test", roles: roles, message: "", puts: nodes, deletes: deletes)
        ).graph
    }

    func applying(_ plan: DeclarationPlan) throws -> Graph {
        try landing(plan.puts, deletes: plan.deletes)
    }
}

/// An artefact `web` and what it hangs from.
func webArtefact() throws -> [Node] {
    let digest = try #require(Digest("sha256:" + String(repeating: "a", count: 64)))
    let index = ImageIndexNode(digest: digest, size: 2, mediaType: .imageIndex, manifests: [], forged: [])
    let image = ImageArtefact(
        imageName: "web", imageDigest: digest, sha256: digest, reference: "oci:/images/web:1.0", tag: "1.0",
        manifest: digest, platform: Platform(architecture: "amd64"), root: index.id)
    return [.imageIndex(index), .artefact(Artefact(name: "web", content: .image(image)))]
}
