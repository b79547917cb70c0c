import Testing

@testable import OCI

@Suite("A document with gaps")
struct JSONTemplateTests {
    private static let document: JSONValue = [
        "a": 1, "linux": ["path": "old", "z": [], "deep": ["x": "\"", "é": .null]], "list": [["linux": 2]], "none": [:],
    ]

    @Test(
        "filled, it is the canonical JSON of the document that has the values",
        arguments: [
            [], [["a"]], [["linux", "path"], ["linux", "deep", "x"], ["none"]], [["linux"]],
            [["linux", "deep", "é"], ["list"]],
        ] as [Set<[String]>])
    func equalBytes(gaps: Set<[String]>) throws {
        let template = try JSONTemplate(Self.document, gaps: gaps)
        for value: JSONValue in ["new", ["b": [1, 2]], [:], 7] {
            let expected = gaps.reduce(Self.document) { $0.setting($1[...], to: value) }
            var bytes: [UInt8] = []
            try template.write(Dictionary(uniqueKeysWithValues: gaps.map { ($0, value) })) { bytes += $0 }
            #expect(bytes == [UInt8](try CanonicalJSON.encode(expected)))
        }
    }

    @Test("what isn't given is null") func missing() throws {
        var bytes: [UInt8] = []
        try JSONTemplate(["a": 1, "b": 2], gaps: [["b"]]).write([:]) { bytes += $0 }
        #expect(String(decoding: bytes, as: UTF8.self) == #"{"a":1,"b":null}"#)
    }
}

extension JSONValue {
    fileprivate func setting(_ path: ArraySlice<String>, to value: JSONValue) -> JSONValue {
        guard let key = path.first else { return value }
        var members = object ?? [:]
        members[key] = (members[key] ?? .null).setting(path.dropFirst(), to: value)
        return .object(members)
    }
}
