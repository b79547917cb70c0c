extension Shape {
    /// A rule of the prose for values that are of the shape already; it says what is wrong, or nil.
    typealias Sentence = @Sendable (JSONValue) -> String?

    /// The shape, and a rule of the prose besides. What isn't of the shape is not judged by the rule too.
    func and(_ rule: SpecificationRule, _ sentence: @escaping Sentence) -> Shape {
        and { value, path, problems in
            guard let message = sentence(value) else { return }
            problems.append(.init(path: path, message: message, rule: rule))
        }
    }

    /// The shape, and rules that say themselves where something is wrong.
    func and(_ rules: @escaping @Sendable (JSONValue, JSONPath, inout Problems) -> Void) -> Shape {
        Shape { value, path, problems in
            let before = problems.count
            check(value, path, &problems)
            if problems.count == before { rules(value, path, &problems) }
        }
    }

    /// The shape, where it is the prose that asks for it and not the schema.
    func because(of rule: SpecificationRule) -> Shape {
        Shape { value, path, problems in
            var found: Problems = []
            check(value, path, &found)
            problems += found.map { DocumentProblem(path: $0.path, message: $0.message, rule: rule) }
        }
    }

    /// The shape, and a whole number within a narrower range.
    func within(_ range: ClosedRange<Int128>, _ rule: SpecificationRule) -> Shape {
        and(rule) { value in
            value.whole.map(range.contains) == false
                ? "it is not from \(range.lowerBound) to \(range.upperBound)" : nil
        }
    }

    /// The elements' values of one key must differ.
    func distinct(by key: String, _ rule: SpecificationRule) -> Shape {
        and { value, path, problems in
            var seen: Set<JSONValue> = []
            for (index, element) in (value.array ?? []).enumerated() {
                guard let name = element[key], !seen.insert(name).inserted else { continue }
                problems.append(
                    .init(path: path.index(index).key(key), message: "\(name.kind) is given before", rule: rule))
            }
        }
    }

    /// An object that must have one at least of some members.
    func needsOne(of keys: String..., by rule: SpecificationRule) -> Shape {
        and(rule) { value in
            keys.allSatisfy { value[$0] == nil } ? "it needs \(keys.joined(separator: " or "))" : nil
        }
    }

    static let absolutePath = string.and(.absolutePath) { value in
        value.string?.hasPrefix("/") == true ? nil : "\(value.kind) is no absolute path"
    }

    /// `NAME=VALUE`.
    static let variable = string.and(.variable) { value in
        guard let text = value.string, let equals = text.firstIndex(of: "="), equals > text.startIndex else {
            return "\(value.kind) is not NAME=VALUE"
        }
        return nil
    }

    static let annotations = stringMap.and(.annotationKey) { value in
        value[""] == nil ? nil : "a key is empty"
    }
}
