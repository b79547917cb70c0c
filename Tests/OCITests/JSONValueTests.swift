import Foundation
import Testing

@testable import OCI

@Suite("JSON values")
struct JSONValueTests {
    @Test(
        "a document is the same after being read and written",
        arguments: [
            "null", "true", "-7", "1.5", "\"a/b\"", "[]", "{}", "[1,\"1\",[null]]", "{\"a\":{\"b\":[false]},\"c\":0}",
        ])
    func roundTrip(text: String) throws {
        let value = try CanonicalJSON.decode(JSONValue.self, from: Data(text.utf8))
        #expect(String(decoding: try CanonicalJSON.encode(value), as: UTF8.self) == text)
    }

    @Test("equal values are equal bytes, whatever the order of their keys")
    func canonical() throws {
        let left = try CanonicalJSON.decode(JSONValue.self, from: Data("{\"b\":1,\"a\":2}".utf8))
        let right = try CanonicalJSON.decode(JSONValue.self, from: Data("{ \"a\": 2, \"b\": 1 }".utf8))
        #expect(try CanonicalJSON.encode(left) == CanonicalJSON.encode(right))
    }

    @Test("null is told from what is missing")
    func null() throws {
        let value: JSONValue = ["a": .null]
        #expect(value["a"] == .some(.null))
        #expect(value["b"] == .none)
    }
}
