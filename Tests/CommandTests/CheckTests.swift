import Foundation
import Processes
import TestMachine
import Testing

@Suite("check")
struct CheckTests {
    private static let digest = "sha256:" + String(repeating: "0a", count: 32)

    /// A run of `check` on what it reads from standard input.
    private func check(_ text: String, _ options: String...) async throws -> Command.Result {
        try await Command(BuiltProgram.path, ["check", "-"] + options, input: Array(text.utf8)).result()
    }

    /// The errors of the only file, each as `PATH LINE:COLUMN RULE`.
    private func errors(of text: String, as kind: String? = nil) async throws -> [String] {
        let result = try await check(text, "-o", "json", "--as", kind ?? "runtime-config")
        let files = try #require(try result.json() as? [[String: Any]])
        let errors = try #require(files.first?["errors"] as? [[String: Any]])
        #expect(result.status == (errors.isEmpty ? 0 : 65))
        #expect(files.first?["valid"] as? Bool == errors.isEmpty)
        return errors.map { error in
            [
                error["path"] as? String ?? "-", "\(error["line"] ?? 0):\(error["column"] ?? 0)",
                error["rule"] as? String ?? "-",
            ]
            .joined(separator: " ")
        }
    }

    @Test("a valid document of each kind is told by its members, and ends with 0")
    func valid() async throws {
        let descriptor = #"{"mediaType":"text/plain","size":1,"digest":"\#(Self.digest)"}"#
        for (text, kind) in [
            (#"{"ociVersion":"1.0.0"}"#, "runtime-config"),
            (#"{"ociVersion":"1.0.0","id":"a","status":"stopped","bundle":"/b"}"#, "state"),
            (#"{"ociVersionMin":"1.0.0","ociVersionMax":"1.1.0"}"#, "features"),
            (#"{"imageLayoutVersion":"1.0.0"}"#, "layout"),
            (#"{"schemaVersion":2,"manifests":[\#(descriptor)]}"#, "index"),
            (#"{"schemaVersion":2,"config":\#(descriptor),"layers":[\#(descriptor)]}"#, "manifest"),
            (#"{"architecture":"amd64","os":"linux","rootfs":{"type":"layers","diff_ids":[]}}"#, "image-config"),
            (descriptor, "descriptor"),
            ("kind: Volume\nname: shop\n", "declaration"),
            (#"{"kind": "Volume", "name": "shop"}"#, "declaration"),
        ] {
            let result = try await check(text)
            #expect(result.status == 0, "\(text): \(result.output)")
            #expect(result.output == "-: valid \(kind)\n")
        }
    }

    @Test("all errors come with path, place and rule")
    func errors() async throws {
        let found = try await errors(
            of: """
                {
                  "ociVersion": "1.0.0",
                  "process": {"cwd": "/", "args": ["a"], "env": ["PATH=/bin", "nothing"]},
                  "linux": {"namespaces": [{"type": "pid"}, {"type": "pid"}], "maskedPaths": [1]},
                  "root": {}
                }
                """)
        #expect(
            found == [
                "linux.maskedPaths[0] 4:79 schema", "linux.namespaces[1].type 4:54 distinctNamespaces",
                "process.env[1] 3:63 variable", "root.path 5:11 schema",
            ])
    }

    @Test(
        "what is no JSON is refused with its place",
        arguments: [
            ("{\"a\": 1, \"a\": 2}", "1:10"), ("{} {}", "1:4"), ("{\"a\": 1e999}", "1:7"),
            (String(repeating: "[", count: 100_000), "1:129"),
        ])
    func syntax(text: String, place: String) async throws {
        #expect(try await errors(of: text) == ["- \(place) -"])
    }

    @Test("people get the line with a caret")
    func shown() async throws {
        let result = try await check("{\n  \"ociVersion\": 1\n}")
        #expect(result.status == 65)
        #expect(
            result.output == """
                -:2:17: ociVersion: 1 is not a string
                  2 |   "ociVersion": 1
                    |                 ^

                """)
    }

    @Test("declarations are judged by themselves: what they name may be elsewhere")
    func declarations() async throws {
        let good = "kind: Automaton\nname: shop\nartefact: elsewhere\n"
        #expect(try await errors(of: good, as: "declaration") == [])
        #expect(try await errors(of: good + "colour: red\nprocess: 3\n", as: "declaration") == ["- 4:1 -", "- 5:10 -"])
        let cycle = """
            kind: Automaton
            name: a
            artefact: x
            relay: {dependencies: [{automaton: b}]}
            ---
            kind: Automaton
            name: b
            artefact: x
            relay: {dependencies: [{automaton: a}]}
            """
        #expect(try await !errors(of: cycle, as: "declaration").isEmpty)
    }

    @Test("several files are judged each alone, a folder as one, and all as one with --together")
    func together() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("check-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        func write(_ name: String, calling other: String) throws -> String {
            let path = folder.appendingPathComponent("\(name).yaml").path
            let text = "kind: Automaton\nname: \(name)\nartefact: x\n"
            try (text + "relay: {dependencies: [{automaton: \(other)}]}\n").write(
                toFile: path, atomically: true, encoding: .utf8)
            return path
        }
        let (one, two) = (try write("a", calling: "b"), try write("b", calling: "a"))
        #expect(try await Program.run("check", one, two).status == 0)
        // One name in two files that are never applied together is no mistake.
        #expect(try await Program.run("check", one, one).status == 0)
        for words in [["--together", one, two], [folder.path]] {
            let result = try await Program.run(["check"] + words)
            #expect(result.status == 65)
            #expect(result.output.contains("these automatons wait for each other: a → b → a"))
        }
    }

    @Test("several files: each has its result, and one bad one is enough for 65")
    func several() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("check-\(UUID())")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = ["good.json": #"{"ociVersion":"1.0.0"}"#, "bad.json": #"{"a":1}"#, "shop.yaml": "kind: Volume\n"]
        for (name, text) in files { try Data(text.utf8).write(to: folder.appendingPathComponent(name)) }
        let paths = files.keys.sorted().map { folder.appendingPathComponent($0).path }
        let result = try await Program.run(["check"] + paths + ["-o", "json"])
        #expect(result.status == 65)
        let found = try #require(try result.json() as? [[String: Any]])
        #expect(found.map { $0["valid"] as? Bool } == [false, true, false])
        #expect(found.map { $0["file"] as? String } == paths)
        #expect(try await Program.run("check", folder.path + "/none").status == 65)
        #expect(try await Program.run("check", paths[0], "--as", "soup").status == 64)
    }
}
