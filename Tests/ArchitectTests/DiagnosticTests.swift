import ConfigurationGraph
import Testing

@testable import Architect

@Suite("Bad declarations")
struct DiagnosticTests {
    @Test("are each told with place, line, caret and what to do", arguments: BadDeclaration.all)
    func golden(_ bad: BadDeclaration) {
        #expect(report([file(bad.text)]) == bad.report)
    }

    @Test("of several files and documents are all told at once, ordered by file and line")
    func allAtOnce() {
        let first = file("kind: Volume\nnam: x\n---\nkind: Volume\nname: ok\n---\nkind: Volum\nname: y\n", "a.yaml")
        let second = file("kind: Volume\nname: z\nsise: 1\n---\n{\n---\nkind: Volume\nname: Z\n", "b.yaml")
        let places = report([second, first]).split(separator: "\n").filter { $0.contains(".yaml:") }
            .map { $0.split(separator: " ")[0] }
        #expect(
            places == [
                "a.yaml:1:1:", "a.yaml:2:1:", "a.yaml:7:7:", "b.yaml:3:1:", "b.yaml:6:1:", "b.yaml:8:7:",
            ])
        #expect(report([first, second]).hasSuffix("\n6 errors"))
    }

    @Test("have colours only where they are asked for")
    func colours() {
        let diagnostic = Diagnostic(
            at: .init(file: "a.yaml", line: 3, column: 2), "it is wrong", hint: "mend it", excerpt: "\tx")
        #expect(
            diagnostic.render(colours: true) == """
                \u{1B}[1ma.yaml:3:2:\u{1B}[0m it is wrong
                  3 | \tx
                    | \t\u{1B}[31m^\u{1B}[0m
                    = mend it
                """)
        #expect(!diagnostic.render(colours: false).contains("\u{1B}"))
    }

    @Test("say a text with control characters by their escapes, which no terminal follows")
    func controls() {
        let told = report([file("kind: Volume\nname: state\nsize: \"\\e[2J\\0\"\n")])
        #expect(told.contains(#"not '\u{1b}[2J\u{0}'"#), "\(told)")
        #expect(told.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
    }

    @Test("show the part of a long line that matters")
    func longLine() {
        let line = String(repeating: "a", count: 5000) + "!" + String(repeating: "b", count: 5000)
        let lines = Diagnostic(at: .init(file: "a", line: 1, column: 5001), "x", excerpt: line).description
            .split(separator: "\n")
        #expect(lines[1].count < 200)
        let caret = lines[2].firstIndex(of: "^").map { lines[2].distance(from: lines[2].startIndex, to: $0) }
        let mark = lines[1].firstIndex(of: "!").map { lines[1].distance(from: lines[1].startIndex, to: $0) }
        #expect(caret == mark)
    }

    @Test("in files that are no text are told with the place")
    func notText() {
        let latin = SourceFile(path: "a.yaml", bytes: Array("kind: Volume\nname: caf".utf8) + [0xE9, 0x0A])
        #expect(
            report([latin]) == """
                a.yaml:2:10: the file is not UTF-8
                  2 | name: caf\u{FFFD}
                    |          ^
                    = save it in that encoding
                """)
        let control = file("kind: Volume\nname: a\u{7}b\n")
        #expect(
            report([control]).hasPrefix("shop.yaml:2:8: the character U+0007 can't stand in YAML\n"))
        let large = SourceFile(path: "a.yaml", bytes: Array(repeating: 0x20, count: SourceFile.maximumSize + 1))
        #expect(report([large]) == "a.yaml:1:1: the file is larger than 1 MiB, the most that is read")
    }
}

@Suite("The nearest name")
struct SpellingTests {
    @Test(
        "is found where few edits lead to it",
        arguments: [
            ("process.evn", "process.env"), ("automaton", "Automaton"), ("relay.publsh", "relay.publish"),
            ("wbe", "web"), ("quite", "quiet"),
        ])
    func found(_ name: String, _ nearest: String) {
        let names = ["process.env", "Automaton", "relay.publish", "web", "quiet"]
        #expect(Spelling.nearest(to: name, among: names) == nearest)
    }

    @Test("is none where all are far", arguments: ["", "x", "stock", "process"])
    func none(_ name: String) {
        #expect(Spelling.nearest(to: name, among: ["process.env", "Automaton", "web"]) == nil)
    }
}
