import Foundation
import OCI

/// A document's canonical JSON, written once with gaps for the values that differ from one instance to the next.
struct SplicedDocument {
    private enum Part {
        case bytes([UInt8])
        case value(path: String)
    }

    private let parts: [Part]

    /// - Parameter paths: where the gaps are.
    /// - Throws: `EncodingError` when the document holds what JSON can't.
    init(_ document: JSONValue, at paths: Set<String>) throws {
        let sorted = paths.sorted()
        var mark = "emergence-gap"
        var text: [UInt8] = []
        repeat {
            // What stands for a gap must stand nowhere else, whatever an image or operator wrote.
            mark += "-"
            let marked = sorted.enumerated().reduce(document) { document, gap in
                document.setting(
                    gap.element.split(separator: ".").map(String.init)[...], to: .string("\(mark)\(gap.offset)"))
            }
            text = [UInt8](try CanonicalJSON.encode(marked))
        } while text.count(of: Array("\"\(mark)".utf8)) != sorted.count
        var parts: [Part] = []
        var rest = text[...]
        while let gap = rest.firstRange(of: Array("\"\(mark)".utf8)) {
            parts.append(.bytes(Array(rest[..<gap.lowerBound])))
            let digits = rest[gap.upperBound...].prefix { (48...57).contains($0) }
            parts.append(.value(path: sorted[digits.reduce(0) { $0 * 10 + Int($1) - 48 }]))
            rest = rest[(digits.endIndex + 1)...]
        }
        self.parts = parts + [.bytes(Array(rest))]
    }

    /// The canonical JSON with the gaps filled.
    ///
    /// - Throws: `EncodingError` when a value holds what JSON can't.
    func bytes(with values: [String: JSONValue]) throws -> [UInt8] {
        var text: [UInt8] = []
        for part in parts {
            switch part {
            case .bytes(let bytes): text += bytes
            case .value(let path): text += try CanonicalJSON.encode(values[path] ?? .null)
            }
        }
        return text
    }
}

extension [UInt8] {
    /// How often others stand in these, each time behind the last.
    fileprivate func count(of others: [UInt8]) -> Int {
        var found = 0
        var rest = self[...]
        while let range = rest.firstRange(of: others) {
            found += 1
            rest = rest[range.upperBound...]
        }
        return found
    }
}
