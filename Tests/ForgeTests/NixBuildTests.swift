import ConfigurationGraph
import Foundation
import GraphStore
import ImageFixtures
import Nix
import OCI
import Processes
import Testing

@testable import Forge

/// Has real Nix build in a store of the test's own.
@Suite("Forging Nix files", .enabled(if: BuildWorld.nixIsHere))
struct NixBuildTests {
    @Test("closures of the example are what Nix says, and forging twice is forging once")
    func example() async throws {
        let world = try BuildWorld()
        let first = try await world.forge(try world.example("webapp"))
        #expect(first.isBuilt)
        #expect(first.derivations >= 5)
        let artefact = try #require(first.artefact.nix)
        let output = try #require(artefact.outputs.first)
        let (build, all, runtime) = try await world.store.read { view in
            (
                try view.closure(of: first.artefact.id, .build(outputs: false)),
                try view.closure(of: first.artefact.id, .build(outputs: true)),
                try view.closure(of: [first.artefact.id], along: [.dependsOn]).dropFirst()
            )
        }
        let drv = try #require(artefact.drv)
        let nixBuild = try await world.query("-qR", drv)
        let nixAll = try await world.query("-qR", "--include-outputs", drv)
        let nixRuntime = try await world.query("-qR", output)
        #expect(Set(build.map(\.name)) == nixBuild)
        #expect(Set(all.map(\.name)) == nixAll)
        #expect(Set(runtime.map(\.name)) == nixRuntime)
        try await compareReferrers(of: Set(build).union(all).union(runtime), in: world)
        try await compareSizes(of: first.artefact.id, output, in: world)
        let second = try await world.forge(try world.example("webapp"))
        #expect(second.alreadyThere)
        #expect(second.revision == first.revision)
        let log = try world.log(of: "webapp")
        #expect(log.contains("building '\(drv)'"))
    }

    /// Asks Nix who refers to each path, directly and on the way; the test's store may have more than the graph.
    private func compareReferrers(of nodes: Set<NodeID>, in world: BuildWorld) async throws {
        let known = Set(nodes.map(\.name))
        for node in nodes.sorted() {
            let (direct, closure) = try await world.store.read { view in
                (
                    Set(try view.directDependants(of: [node], building: true).map(\.id.name)).intersection(known),
                    Set(try view.dependants(of: [node], building: true).map(\.id.name)).intersection(known)
                )
            }
            #expect(direct == (try await world.query("-q", "--referrers", node.name)).intersection(known))
            #expect(closure == (try await world.query("-q", "--referrers-closure", node.name)).intersection(known))
        }
    }

    private func compareSizes(of artefact: NodeID, _ output: String, in world: BuildWorld) async throws {
        let members = try await world.store.read { try $0.closureSizes(of: artefact).members }
        let words = ["--extra-experimental-features", "nix-command", "path-info", "-rsS", output]
        let program = try await NixProgram(root: world.root)
        let text = try await program.command("nix", words, timeout: nil).output()
        let rows = text.split(separator: "\n").map { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
        #expect(
            Set(rows) == Set(members.map { [$0.id.name, "\($0.size)", $0.closureSize.map { "\($0)" } ?? ""] }))
    }

    @Test("what is known by its path alone gets its content when it is built")
    func later() async throws {
        let world = try BuildWorld()
        let program = try await NixProgram(root: world.root)
        let drv = try await NixBuild(program, source: "", timeout: nil).instantiate(try world.example("webapp")).drv
        let description = NixDescription(name: "webapp", source: "example")
        let before = try await world.forge.derivation(drv, in: world.root, as: description, author: "test")
        #expect(!before.isBuilt)
        let after = try await world.forge(try world.example("webapp"))
        #expect(after.isBuilt)
        #expect(after.derivations == 0)
    }

    @Test("the debug variant is another artefact, related to its original, which comes with it")
    func variant() async throws {
        let world = try BuildWorld()
        var expression = try world.example("webapp")
        expression.debug = true
        let variant = try await world.forge(expression)
        #expect(variant.artefact.name == "webapp-debug")
        let nix = try #require(variant.artefact.nix)
        #expect(nix.variantOf == "webapp")
        let original = try #require(try await world.artefact("webapp"))
        #expect(original.drv != nix.drv)
        #expect(!original.debug)
        let shell = "\(world.root)\(try #require(nix.outputs.first))/bin/sh"
        #expect((try? FileManager.default.destinationOfSymbolicLink(atPath: shell)) != nil)
        #expect(try await world.forge(expression).alreadyThere)
    }

    @Test("an original that was forged by another name is found; one whose name is taken isn't overwritten")
    func original() async throws {
        let world = try BuildWorld()
        var expression = try world.example("webapp")
        _ = try await world.forge(expression, name: "web")
        expression.debug = true
        #expect(try await world.forge(expression, name: "looked-into").artefact.nix?.variantOf == "web")
        let other = try BuildWorld()
        _ = try await other.forge(try other.example("theme"), name: "webapp")
        let revision = await other.store.revision()
        let taken = NixForgeError.originalTaken(name: "webapp", source: try other.example("theme").source)
        await #expect(throws: taken) {
            try await other.forge(expression)
        }
        #expect(await other.store.revision() == revision)
    }

    @Test("an attribute of an output is that output, and arguments reach the expression")
    func attributeAndArguments() async throws {
        let world = try BuildWorld()
        let dev = try #require(try await world.forge(try world.example("log.dev")).artefact.nix)
        #expect(dev.outputs.map { $0.hasSuffix("-log-2.1-dev") } == [true])
        var titled = try world.example("pages")
        titled.arguments = [NixExpression.Argument(name: "title", value: "two \"words\" $HOME", isText: true)]
        let forged = try #require(try await world.forge(titled).artefact.nix)
        #expect(
            forged.expression
                == .init(file: titled.file, attribute: "pages", arguments: ["title": "two \"words\" $HOME"]))
        let pages = try #require(forged.outputs.first)
        let page = try String(contentsOfFile: "\(world.root)\(pages)/index.html", encoding: .utf8)
        #expect(page.contains("<h1>two \"words\" $HOME</h1>"))
    }

    @Test(
        "what can't be evaluated, or isn't one derivation, is bad input",
        arguments: [
            "{ a = 1", "throw \"no\"", "{ }", "{ a = 1; }", "{ x }: x", "import ./nothing.nix", "\"text\"",
            "let a = derivation { name = a.name; }; in a",
            "derivation { name = \"a b\"; builder = \"/x\"; system = \"s\"; }",
            "builtins.fetchurl \"http://127.0.0.1:9/x\"",
        ])
    func evaluation(text: String) async throws {
        let world = try BuildWorld()
        let expression = NixExpression(file: try world.folder.write("bad.nix", text.utf8))
        let error = await #expect(throws: NixForgeError.self) { try await world.forge(expression) }
        #expect(error?.cause == .input)
        #expect(await world.store.revision() == .zero)
        #expect(world.folder.listing(of: "state/tmp").isEmpty)
    }

    @Test("where there are several derivations their attributes are named, which '-A' takes")
    func severalDerivations() async throws {
        let world = try BuildWorld()
        var example = try world.example("webapp")
        example.attribute = nil
        let attributes = ["compress", "log", "pages", "shell", "status", "theme", "tools", "webapp"]
        await #expect(throws: NixForgeError.derivations(attributes, source: example.source)) {
            try await world.forge(example)
        }
        let text = """
            { size ? 1, deep ? false }:
            let
              made = name: derivation { inherit name; builder = "/x"; system = "s"; };
              inner = { a = made "inner-a"; b = made "inner-${toString size}"; f = x: x; n = 1; };
            in { set = if deep then inner // { recurseForDerivations = true; } else inner; one = made "one-1"; }
            """
        var expression = NixExpression(file: try world.folder.write("several.nix", text.utf8))
        expression.arguments = [.init(name: "size", value: "2"), .init(name: "deep", value: "true")]
        await #expect(throws: NixForgeError.derivations(["one", "set.a", "set.b"], source: expression.source)) {
            try await world.forge(expression)
        }
        expression.attribute = "set"
        await #expect(throws: NixForgeError.derivations(["set.a", "set.b"], source: expression.source)) {
            try await world.forge(expression)
        }
    }

    @Test("a build that fails names its log, and shows its end")
    func failure() async throws {
        let world = try BuildWorld()
        let expression = try world.step("echo this is why; exit 3")
        let error = await #expect(throws: NixForgeError.self) { try await world.forge(expression) }
        guard case .build(_, let lines, let log) = error else {
            Issue.record("\(error.map { "\($0)" } ?? "nothing")")
            return
        }
        #expect(error?.cause == .work)
        #expect(lines.contains("this is why"))
        #expect(log == world.folder.path("state/nix/logs/step.log"))
        #expect(try world.log(of: "step").contains("this is why\n"))
        #expect(await world.store.revision() == .zero)
        #expect(world.folder.listing(of: "state/tmp").isEmpty)
    }

    @Test("a full disk is told from a build that fails")
    func fullDisk() async throws {
        let world = try BuildWorld()
        let expression = try world.step("$ash dd if=/dev/zero of=/dev/full bs=1 count=1")
        let error = await #expect(throws: NixForgeError.self) { try await world.forge(expression) }
        guard case .diskFull = error else {
            Issue.record("\(error.map { "\($0)" } ?? "nothing")")
            return
        }
    }

    @Test("a build that runs out of time is ended, with all its processes")
    func timeout() async throws {
        let world = try BuildWorld()
        let expression = try world.step("$ash sleep \(world.marker)")
        let error = await #expect(throws: NixForgeError.self) {
            try await world.forge.expression(
                expression, in: world.root, name: nil, timeout: .milliseconds(1500), author: "test")
        }
        guard case .timedOut = error else {
            Issue.record("\(error.map { "\($0)" } ?? "nothing")")
            return
        }
        #expect(world.processes.isEmpty)
        #expect(await world.store.revision() == .zero)
    }

    @Test("a build that is cancelled leaves no process and nothing half done")
    func cancellation() async throws {
        let world = try BuildWorld()
        let expression = try world.step("$ash sleep \(world.marker)")
        let (began, beginning) = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            try await world.forge(expression) { event in
                if case .building = event { beginning.finish() }
            }
        }
        for await _ in began {}
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(world.processes.isEmpty)
        #expect(await world.store.revision() == .zero)
        #expect(world.folder.listing(of: "state/tmp").isEmpty)
    }

    @Test("two that forge one source at once both have it")
    func twoAtOnce() async throws {
        let world = try BuildWorld()
        let expression = try world.example("webapp")
        async let first = world.forge(expression)
        async let second = world.forge(expression)
        let both = try await [first, second]
        #expect(both[0].artefact == both[1].artefact)
        #expect(both.allSatisfy { $0.isBuilt })
        // Nix shares the work out between them; the log is that of who ended last with something built.
        #expect(try world.log(of: "webapp").contains("building '/nix/store/"))
        #expect(world.folder.listing(of: "state/tmp").isEmpty)
    }

    @Test("a folder means its release.nix, else its default.nix")
    func folders() throws {
        let folder = try TemporaryFolder()
        #expect(throws: NixForgeError.noExpression(folder: folder.path)) { try NixExpression.file(at: folder.path) }
        let standard = try folder.write("default.nix", [])
        #expect(try NixExpression.file(at: folder.path) == standard)
        let release = try folder.write("release.nix", [])
        #expect(try NixExpression.file(at: folder.path + "/") == release)
        #expect(throws: NixForgeError.noSource(folder.path("x"))) { try NixExpression.file(at: folder.path("x")) }
    }
}

/// A store and a graph of a test's own.
private struct BuildWorld {
    let folder: TemporaryFolder
    let store = InMemoryGraphStore()
    /// A number that no other process has among its words.
    let marker = String(UInt32.random(in: 1_000_000_000...UInt32.max))

    /// Whether Nix is installed; in CI it must be.
    static let nixIsHere =
        ProcessInfo.processInfo.environment["CI"] != nil
        || FileManager.default.isExecutableFile(atPath: "/usr/bin/nix-store")

    init() throws { folder = try TemporaryFolder() }

    var root: String { folder.path("root") }
    var forge: Forge { Forge(state: folder.path("state"), store: store) }

    func forge(
        _ expression: NixExpression, name: String? = nil,
        progress: @escaping @Sendable (NixForgeEvent) -> Void = { _ in }
    ) async throws -> ForgedNix {
        try await forge.expression(
            expression, in: root, name: name, timeout: nil, author: "test", progress: progress)
    }

    func example(_ attribute: String) throws -> NixExpression {
        let file = URL(fileURLWithPath: "examples/nix-webapp/release.nix").path
        return NixExpression(file: file, attribute: attribute)
    }

    /// A build of one step, by busybox's shell, which is `$ash` too.
    func step(_ script: String) throws -> NixExpression {
        let text = """
            let
              seed = builtins.path { name = "seed"; path = /usr/bin; filter = path: type: path == "/usr/bin/busybox"; };
              ash = "${seed}/busybox";
            in derivation {
              name = "step-1"; system = builtins.currentSystem; builder = ash; inherit ash;
              args = [ "ash" "-euc" \(script.debugDescription) ];
            }
            """
        return NixExpression(file: try folder.write("step.nix", text.utf8))
    }

    func query(_ words: String...) async throws -> Set<String> {
        let program = try await NixProgram(root: root)
        let text = try await program.command("nix-store", words, timeout: nil).output()
        return Set(text.split(separator: "\n").map(String.init))
    }

    func artefact(_ name: String) async throws -> NixArtefact? {
        try await store.read { try $0.value(Artefact.self, named: name)?.nix }
    }

    func log(of artefact: String) throws -> String {
        try String(contentsOfFile: folder.path("state/nix/logs/\(artefact).log"), encoding: .utf8)
    }

    /// The processes that have the marker among their words.
    var processes: [String] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return all.filter { name in
            Int(name) != nil
                && (try? String(contentsOfFile: "/proc/\(name)/cmdline", encoding: .utf8))?.contains(marker) == true
        }
    }
}

extension Artefact {
    fileprivate var nix: NixArtefact? {
        guard case .nix(let nix) = content else { return nil }
        return nix
    }
}
