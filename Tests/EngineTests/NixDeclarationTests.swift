import Foundation
import Processes
import TestMachine
import Testing

extension EngineTests {
    @Suite("Nix artefacts that are declared", .enabled(if: NixSource.nixIsHere)) struct NixDeclarationTests {
        @Test("up builds and runs what isn't there, again nothing, and after a change what differs")
        func life() async throws {
            try await Place.with { place in
                let source = try NixSource(in: place)
                let file = try source.declare(
                    source.artefact("webapp", "attribute: webapp"), source.artefact("tools", "attribute: tools"),
                    source.site(more: NixSource.answers),
                    source.site("tools", name: "idle", more: "process: {args: [sleep, \"1000\"]}"))
                let plan = try await place.expect(2, "plan", file)
                #expect(plan.contains("artefact/webapp  would build"))
                #expect(plan.contains("▶ site-1  starts: it is new"))
                #expect(try await place.graph() == [])
                #expect(!FileManager.default.fileExists(atPath: source.root))

                try await place.expect(0, "up", file)
                let site = try #require(try await place.instance("site-1"))
                #expect(try await place.page("\(site.addresses.first ?? ""):8080")?.contains("It runs") == true)
                let words = try await place.expect(0, "explain", "site", "process.args")
                #expect(words.contains("/bin/webapp") && words.contains("main program"), "\(words)")
                let idle = try #require(try await place.instance("idle-1"))

                let history = try await place.expect(0, "history", "-o", "json")
                try await place.expect(0, "plan", file)
                try await place.expect(0, "up", file)
                #expect(try await place.expect(0, "history", "-o", "json") == history)

                try source.change("\"It runs\"", to: "\"It still runs\"")
                #expect(try await place.expect(2, "plan", file).contains("↻ site-1  restarts: nix.outputs"))
                try await place.expect(0, "up", file)
                let again = try #require(try await place.instance("site-1"))
                #expect(try await place.page("\(again.addresses.first ?? ""):8080")?.contains("still runs") == true)
                #expect(try await place.instance("idle-1") == idle)

                // What was built and is gone is built again.
                try await place.expect(0, "down")
                try FileManager.default.removeItem(atPath: source.root)
                try FileManager.default.removeItem(atPath: place.state + "/nix/store")
                try await place.expect(0, "up", file)
            }
        }

        @Test("the example's program ends when it is told to, and isn't killed")
        func stopped() async throws {
            try await Place.with { place in
                let source = try NixSource(in: place)
                let site = source.site(more: NixSource.answers)
                    .replacingOccurrences(of: "gracePeriod: 0.1", with: "gracePeriod: 1m")
                try await place.expect(
                    0, "up", try source.declare(source.artefact("webapp", "attribute: webapp"), site))
                try await place.expect(0, "stop", "site")
                #expect(try await place.run(["logs", "site"]).errorOutput.contains("webapp: ends"))
            }
        }

        @Test("a variant is related to its original, arguments reach the function, and meta names what runs")
        func variant() async throws {
            try await Place.with { place in
                let source = try NixSource(in: place)
                try source.change("mainProgram = \"webapp\"", to: "mainProgram = \"sh\"")
                try source.change("title ? \"It runs\",", to: "title ? \"It runs\", more ? null,")
                let arguments = "arguments: {title: \"two ${words}\", more: [1, {a: \"$b\"}]}"
                let file = try source.declare(
                    source.artefact("web-debug", "attribute: webapp, debug: true, \(arguments)"),
                    source.artefact("web", "attribute: webapp, \(arguments)"),
                    source.site("web-debug", more: "image: {config: {Cmd: [-c, \"sleep 1000\"]}}"))
                try await place.expect(0, "up", file)
                let graph = try await place.expect(0, "graph", "-o", "json")
                #expect(graph.contains("variantOf"))
                #expect(try await place.expect(0, "explain", "site", "process.args").contains("/bin/sh"))
                let page = try await place.expect(
                    0, "exec", "site", "--", "sh", "-c", "cat /nix/store/*-pages-1.0/index.html")
                #expect(page.contains("<h1>two ${words}</h1>"), "\(page)")
                try await place.expect(0, "plan", file)
            }
        }

        @Test(
            "what can't be built is refused where it stands, and nothing is changed",
            arguments: [
                ("source: ./nothing.nix", 15, "there is no file or folder"),
                ("source: ./source, attribute: wep", 36, "attribute 'wep' in selection path 'wep' not found"),
                ("source: ./source", 15, "holds 8 derivations: compress, log, pages"),
                ("source: ., attribute: webapp", 15, "has neither release.nix nor default.nix"),
                ("source: ./source, attribute: webapp, store: ./source", 51, "there is no Nix store in"),
                ("source: ./source, attribute: theme, debug: true", 50, "makes the same with 'debug' as without"),
                ("source: ./source, attribute: pages, arguments: {title: x, theme: 1}, timeout: 1ms", 85, "within"),
                ("source: /nix/store/00000000000000000000000000000000-a.drv, store: ./none", 73, "no Nix store in"),
                ("cache: \"s3://x\", path: /nix/store/00000000000000000000000000000000-a", 14, "is no address"),
                ("cache: ./cache, path: /nix/store/a", 29, "'/nix/store/a' is no store path"),
                ("cache: ./cache, path: /nix/store/00000000000000000000000000000000-a", 14, "is no binary cache"),
            ])
        func refused(nix: String, column: Int, message: String) async throws {
            try await Place.with { place in
                let source = try NixSource(in: place)
                let file = try source.declare("kind: Artefact\nname: web\nnix: {\(nix)}\n---\n", source.site("web"))
                let result = try await place.run("up", file)
                #expect(result.status == (message == "within" ? 1 : 65), "\(result.errorOutput)")
                #expect(result.errorOutput.contains("site.yaml:3:\(column): artefact 'web': "), "\(result.errorOutput)")
                #expect(result.errorOutput.contains(message), "\(result.errorOutput)")
                #expect(try await place.graph() == [])
                #expect(place.names(in: "tmp") == [])
            }
        }

        @Test("a build that fails shows its log's end, and takes back what came before it")
        func failure() async throws {
            try await Place.with { place in
                let source = try NixSource(in: place)
                try source.write(script: "echo this is why; exit 3")
                let file = try source.declare(
                    "kind: Artefact\nname: box\nimage: \(try Image.reference())\n---\n",
                    source.artefact("step", "timeout: 1m"))
                let said = try await place.expect(1, "up", file)
                #expect(said.contains("site.yaml:7:15: artefact 'step': building "), "\(said)")
                #expect(said.contains("this is why") && said.contains("nix/logs/step.log"), "\(said)")
                #expect(try await place.graph() == [])
                #expect(place.names(in: "blobs/sha256") == [])
            }
        }

        @Test("Ctrl-C during a build ends the builders, and changes nothing")
        func interrupted() async throws {
            try await Place.with { place in
                let source = try NixSource(in: place)
                let marker = "\(UInt32.random(in: 1_000_000_000...UInt32.max))"
                try source.write(script: "$ash sleep \(marker)")
                let program = try place.begin("up", try source.declare(source.artefact("step", "timeout: 10m")))
                try await EngineTests.until("it builds") {
                    !program.isRunning || !NixSource.processes(with: "sleep\0\(marker)").isEmpty
                }
                program.interrupt()
                #expect(try await program.status() == 130, "\(program.errors)")
                #expect(program.errors.contains("emergence: interrupted"))
                #expect(NixSource.processes(with: marker) == [])
                #expect(try await place.graph() == [])
                #expect(place.names(in: "tmp") == [])
            }
        }

        @Test("a file that imports what it builds is built that far, and a store path is taken as it is")
        func others() async throws {
            try await Place.with { place in
                let source = try NixSource(in: place)
                try source.write(script: "echo 7 >$out")
                try FileManager.default.moveItem(
                    atPath: source.folder + "/release.nix", toPath: source.folder + "/step.nix")
                try source.write(script: "echo $seven >$out")
                try source.change("step-1\";", to: "last-1\"; seven = import (import ./step.nix);")
                try source.declare(source.artefact("last", "timeout: 10m"))
                #expect(try await place.expect(2, "plan", source.file).contains("artefact/last  would build"))
                try await place.expect(0, "apply", source.file)
                try await place.expect(0, "plan", source.file)

                let artefacts = try await place.expect(0, "get", "artefact", "-o", "json")
                for name in ["last-1.drv", "last-1"] {
                    let path = try #require(
                        artefacts.matches(of: /\/nix\/store\/[a-z0-9]{32}-[a-z0-9.-]+/).map(\.output)
                            .first { $0.hasSuffix("-" + name) })
                    try source.declare("kind: Artefact\nname: path\nnix: {source: \(path), store: ./root}\n")
                    #expect(try await place.expect(2, "plan", source.file).contains("artefact/path  forge"))
                    try await place.expect(0, "apply", source.file)
                    try await place.expect(0, "plan", source.file)
                }
            }
        }

        @Test("without Nix, what was forged stands")
        func withoutNix() async throws {
            try await Place.with { place in
                let source = try NixSource(in: place)
                let file = try source.declare(
                    source.artefact("webapp", "attribute: webapp"), source.site(more: NixSource.answers))
                try await place.expect(0, "up", file)
                let revision = try await place.expect(0, "history", "-o", "json")
                let tools = place.folder + "/tools"
                try FileManager.default.createDirectory(atPath: tools, withIntermediateDirectories: true)
                var environment = place.environment
                environment["PATH"] = tools
                for words in [["plan", file], ["up", file]] {
                    let result = try await Command(BuiltProgram.path, words, environment: environment).result()
                    #expect(result.status == 0, "\(result.errorOutput)")
                }
                #expect(try await place.expect(0, "history", "-o", "json") == revision)
                // Nothing was forged of another.
                try source.declare(source.artefact("webapp", "attribute: theme"))
                let other = try await Command(BuiltProgram.path, ["plan", file], environment: environment).result()
                #expect(other.status == 69 && other.errorOutput.contains("there is no nix-store in PATH"))
            }
        }

        @Test("a path of a cache comes with the keys that the declaration trusts")
        func cache() async throws {
            try await Place.with { place in
                let source = try NixSource(in: place)
                let cache = place.folder + "/cache"
                let key = try await NixService.key("test-1", in: place)
                try await place.expect(
                    0, "forge", "nix", source.folder, "-A", "webapp", "--nix-store", source.root)
                try await place.expect(0, "closure", "webapp", "--to-cache", "file://\(cache)", "--key", key.file)
                let artefacts = try await place.expect(0, "get", "artefact", "-o", "json")
                let path = try #require(artefacts.firstMatch(of: /\/nix\/store\/[a-z0-9]{32}-webapp-1.0(?=")/)?.output)
                var other = place
                other.state = place.folder + "/other"
                let document = "kind: Artefact\nname: web\nnix: {cache: ./cache, path: \(path)}\n"
                let file = try source.declare(document, "---\n", source.site("web", more: NixSource.answers))
                let untrusted = try await other.expect(65, "up", file)
                #expect(untrusted.contains("site.yaml:3:") && untrusted.contains("no such key is trusted"))
                #expect(untrusted.contains("forge: {trustedPublicKeys:") && !untrusted.contains("--trusted-key"))
                try source.declare(document, "forge: {trustedPublicKeys: [nonsense]}\n---\n", source.site("web"))
                #expect(try await other.expect(65, "plan", file).contains("site.yaml:4:"))
                try source.declare(
                    document, "forge: {trustedPublicKeys: [\"\(key.text)\"]}\n---\n",
                    source.site("web", more: NixSource.answers))
                #expect(try await other.expect(2, "plan", file).contains("artefact/web  forge"))
                try await other.expect(0, "up", file)
                try await other.expect(0, "plan", file)
                try await other.expect(0, "down")
                try source.declare(document, "forge: {requireSigs: false}\n")
                try await other.expect(0, "up", file)
            }
        }

        @Test("what is built in the host's store is kept from Nix's garbage collector until gc lets go of it")
        func roots() async throws {
            try await Place.with { place in
                let source = try NixSource(in: place)
                let file = try source.declare(
                    "kind: Artefact\nname: theme\nnix: {source: ./source, attribute: theme}\n")
                // A store of the test's own where the host's would be. Nix keeps what it finds in the environment of any
                // process, another test's build among them, so the path is this test's own too.
                let script = """
                    echo "/* $$ */" >>"$2/style.css"
                    made=; [ -d /nix ] || { mkdir /nix && made=1; }
                    mount -t tmpfs tmpfs /nix
                    "$0" up "$1" && nix-collect-garbage >&2 && "$0" plan "$1" >&2
                    echo kept: $(ls -d /nix/store/*-theme-1.0)
                    sed -i 's/color: #2a6f97/color: red/' "$2/style.css"
                    "$0" up "$1" && "$0" gc >&2 && nix-collect-garbage >&2
                    echo then: $(ls -d /nix/store/*-theme-1.0)
                    rm -r "$EMERGENCE_STATE_DIR/nix/roots"; nix-collect-garbage >&2
                    echo last: $(ls -d /nix/store/*-theme-1.0 /nix/var/nix/gcroots/auto/*)
                    umount /nix; [ -z "$made" ] || rmdir /nix
                    """
                var environment = place.environment
                environment["NIX_CONFIG"] = "build-users-group ="
                environment["HOME"] = place.folder
                let words = ["--mount", "--propagation", "private", "sh", "-ec", script]
                let result = try await Command(
                    "unshare", words + [BuiltProgram.path, file, source.folder], environment: environment,
                    timeout: .seconds(120)
                ).result()
                #expect(result.status == 0, "\(result.output)\(result.errorOutput)")
                let lines = result.output.split(separator: "\n").map { $0.split(separator: " ") }
                let (kept, then) = (lines.first { $0[0] == "kept:" } ?? [], lines.first { $0[0] == "then:" } ?? [])
                #expect(lines.contains(["last:"]), "\(lines)\(result.errorOutput)")
                #expect(kept.count == 2 && then.count == 2 && kept[1] != then[1], "\(lines)\(result.errorOutput)")
            }
        }
    }
}
