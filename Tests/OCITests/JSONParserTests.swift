import Foundation
import Testing

@testable import OCI

@Suite("Reading JSON")
struct JSONParserTests {
    @Test(
        "what others pass over is refused, with its line and column",
        arguments: [
            ("{\n  \"a\": 1,\n  \"a\": 2\n}", "line 3, column 3: the key \"a\" is given twice"),
            ("{\"a\": 1, \"\\u0061\": 2}", "line 1, column 10: the key \"a\" is given twice"),
            ("{} x", "line 1, column 4: more follows behind the document's end"),
            ("[1,]", "line 1, column 4: a value is due here"),
            ("[01]", "line 1, column 3: ',' or ']' is due here"),
            ("[1.]", "line 1, column 4: a digit is due here"),
            ("[-]", "line 1, column 3: a digit is due here"),
            ("[NaN]", "line 1, column 2: a value is due here"),
            ("[1e999]", "line 1, column 2: a number beyond all measure"),
            (
                "[\"é\",\n1" + String(repeating: "0", count: 64) + "]",
                "line 2, column 1: a number of more than 64 characters"
            ),
            ("\"a\tb\"", "line 1, column 3: a control character must be written as \\u00XX"),
            ("\"abc", "line 1, column 1: the string that begins here has no end"),
            ("\"\\x\"", "line 1, column 2: this is no escape that JSON has"),
            ("\"\\ud800\"", "line 1, column 2: half of a surrogate pair is no character"),
            ("\"\\u12g4\"", "line 1, column 2: four hexadecimal digits are due behind \\u"),
            ("", "line 1, column 1: the document ends where a value is due"),
            ("{\"a\"", "line 1, column 5: ':' is due here"),
            ("{a: 1}", "line 1, column 2: a key in quotes is due here"),
            ("\u{FEFF}{}", "line 1, column 1: a value is due here"),
        ])
    func refused(text: String, words: String) {
        let error = #expect(throws: JSONSyntaxError.self) { try CanonicalJSON.parse(Data(text.utf8)) }
        #expect(error?.description == words)
    }

    @Test("bytes that are no UTF-8 are refused where they stand")
    func encoding() {
        let error = #expect(throws: JSONSyntaxError.self) {
            try CanonicalJSON.parse(Data("{\n\"é".utf8) + [0xFF] + Data("\": 1}".utf8))
        }
        #expect(error?.description == "line 2, column 3: this is not UTF-8")
    }

    @Test("nesting ends at a depth that no document needs", arguments: ["[", "{\"a\":"])
    func depth(opening: String) throws {
        let closing = opening == "[" ? "]" : "}"
        func nested(_ depth: Int) -> Data {
            Data((String(repeating: opening, count: depth) + "1" + String(repeating: closing, count: depth)).utf8)
        }
        _ = try CanonicalJSON.parse(nested(128))
        #expect(throws: JSONSyntaxError.self) { try CanonicalJSON.parse(nested(129)) }
        #expect(throws: JSONSyntaxError.self) { try CanonicalJSON.parse(nested(1_000_000)) }
    }

    @Test(
        "a number keeps its form",
        arguments: [
            "1.0", "1", "-0", "0", "-0.0", "1e3", "1E+3", "1.50", "1.5", "9223372036854775807", "9223372036854775808",
            "18446744073709551615", "-9223372036854775809", "123456789012345678901234567890", "0.1", "1e-7",
        ])
    func numbers(text: String) throws {
        let value = try CanonicalJSON.parse(Data("[\(text)]".utf8))
        #expect(String(decoding: try CanonicalJSON.encode(value), as: UTF8.self) == "[\(text)]")
    }

    @Test("a place is told from a path, and of what is missing from what should hold it")
    func places() throws {
        let document = try JSONDocument(parsing: Data("{\n  \"a\": [1,\n    {\"b\": 2}]\n}".utf8))
        let inner = JSONPath().key("a").index(1)
        #expect(document.place(of: inner) == (3, 5))
        #expect(document.place(of: inner.key("b")) == (3, 11))
        #expect(document.place(of: inner.key("c").key("d")) == (3, 5))
        #expect(document.place(of: JSONPath()) == (1, 1))
        #expect(inner.key("c.d").description == "a[1][\"c.d\"]")
    }
}
