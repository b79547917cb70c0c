import Foundation
import TestRandom
import Testing

@testable import OCI

@Suite("Canonical JSON")
struct CanonicalJSONTests {
    /// A value of all that Codable types are made of.
    private struct Sample: Codable, Equatable {
        enum Word: String, Codable { case yes, no }
        var text: String
        var number: Double
        var small: UInt8
        var large: UInt64
        var flag: Bool?
        var list: [[Int]]
        var map: [String: String]
        var word: Word
        var bytes: Data
        var time: Date
        var numbered: [Int: String]
        var json: JSONValue

        static func random(_ random: inout SplitMix) -> Sample {
            let texts = [
                "", "é", "a\u{301}", "\u{1F600}", "\u{FFFF}", "\"\\/\n\r\t\u{8}\u{C}\u{0}\u{1f}\u{7f}", "Z", "a9",
                "a10",
            ]
            func text() -> String { texts.randomElement(using: &random) ?? "" }
            func number() -> Double {
                [0, 1, -1.5, 1e300, 1.5e-7, 0.1, 1e16, 1e15, -0.0, Double.random(in: -1...1, using: &random)]
                    .randomElement(using: &random) ?? 0
            }
            return Sample(
                text: text(), number: number(), small: .random(in: 0...255, using: &random),
                large: .random(in: 0...UInt64.max, using: &random),
                flag: [true, false, nil].randomElement(using: &random) ?? nil,
                list: [[], [1, -2], [Int.max]], map: [text(): text(), text() + "x": text()],
                word: Bool.random(using: &random) ? .yes : .no, bytes: Data(text().utf8),
                time: Date(timeIntervalSinceReferenceDate: number()), numbered: [1: text()],
                json: ["a": .number(1.5), "b": [.null, .bool(true), .string(text())]])
        }
    }

    @Test("is the bytes of Foundation's encoder, plain and pretty, and reads back as the same")
    func foundation() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(state: seed)
        for _ in 0..<300 {
            let sample = Sample.random(&random)
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            let bytes = try CanonicalJSON.encode(sample)
            #expect(bytes == (try encoder.encode(sample)), "seed \(seed)")
            encoder.outputFormatting.insert(.prettyPrinted)
            #expect(try CanonicalJSON.encode(sample, pretty: true) == encoder.encode(sample), "seed \(seed)")
            #expect(try CanonicalJSON.decode(Sample.self, from: bytes) == sample, "seed \(seed)")
        }
    }

    @Test("what JSON can't say is no value")
    func unsayable() {
        #expect(throws: EncodingError.self) { try CanonicalJSON.encode(["a": Double.nan]) }
        #expect(throws: EncodingError.self) { try CanonicalJSON.encode(JSONValue.number(.infinity)) }
    }

    @Test("a number that a type can't hold whole is refused, with the path")
    func numbers() throws {
        struct Small: Decodable { var list: [UInt8] }
        for text in ["256", "-1", "1.0", "1.5", "\"1\"", "null"] {
            let error = #expect(throws: DecodingError.self) {
                try CanonicalJSON.decode(Small.self, from: Data("{\"list\":[1,\(text)]}".utf8))
            }
            guard case .typeMismatch(_, let context) = error else { continue }
            #expect(context.codingPath.map(\.stringValue) == ["list", "[1]"])
        }
    }
}
