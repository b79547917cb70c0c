import ConfigurationGraph
import OCI

/// Reads parameters by the catalogue: what isn't given has its default, what is wrong is a fault and has its default.
struct PolicyReader {
    let lookUp: (String) -> JSONValue?
    var faults: [PolicyFault] = []

    init(_ lookUp: @escaping (String) -> JSONValue?) { self.lookUp = lookUp }

    /// The value in its normal form; nil where there is none and no default.
    mutating func value(_ path: String) -> JSONValue? {
        guard let entry = Catalogue.parameter(at: path) else { return nil }
        let fallback: JSONValue? = if case .value(let value) = entry.default { value } else { nil }
        guard let given = lookUp(path), given != .null else { return fallback }
        guard let normal = entry.type.normalised(given) else {
            faults.append(.badValue(parameter: path, value: given))
            return fallback
        }
        return normal
    }

    mutating func isGiven(_ path: String) -> Bool { lookUp(path).map { $0 != .null } ?? false }
    mutating func count(_ path: String) -> Int? { value(path)?.integer.map { Int(clamping: $0) } }
    mutating func number(_ path: String) -> Double? { value(path)?.number }
    mutating func list(_ path: String) -> [JSONValue] { value(path)?.array ?? [] }

    /// A length in bytes that a machine could have.
    mutating func bytes(_ path: String) -> Int64 {
        let bytes = value(path)?.integer ?? 0
        if bytes > Resources.most {
            faults.append(.absurd(parameter: path, value: "\(bytes)", why: "bytes are more than any host has"))
        }
        return bytes
    }

    mutating func share(_ path: String) -> UpdatePolicy.Share {
        switch value(path) {
        case .integer(let count):
            return .count(Int(clamping: min(max(count, 0), 100_000)))
        case .string(let text):
            let percent = Int(text.dropLast()) ?? 0
            if percent > 100 {
                faults.append(.absurd(parameter: path, value: text, why: "is more than all; give 100% at the most"))
            }
            return .percent(min(percent, 100))
        default: return .count(0)
        }
    }

    mutating func rules(_ path: String) -> [[LabelRule]] {
        var sets: [[LabelRule]] = []
        for entry in list(path) {
            var rules: [LabelRule] = []
            for (key, value) in (entry.object ?? [:]).sorted(by: { $0.key < $1.key }) {
                do throws(LabelRule.Mistake) {
                    rules.append(try LabelRule(key: key, written: value.string ?? ""))
                } catch {
                    switch error {
                    case .unknownOperator(let word):
                        faults.append(.unknownOperator(parameter: "\(path).\(key)", operator: word))
                    case .badOperand(let rule):
                        faults.append(.badOperand(parameter: "\(path).\(key)", rule: rule))
                    }
                }
            }
            sets.append(rules)
        }
        return sets
    }
}

extension JSONValue {
    /// The number, whole or not, if this is one.
    var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value.isFinite ? value : nil
        default: nil
        }
    }

    /// The selector of places that an object gives.
    var placeSelector: PlaceSelector {
        PlaceSelector(region: self["region"]?.string, zone: self["zone"]?.string, host: self["host"]?.string)
    }
}
