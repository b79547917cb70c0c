/// What a JSON value may be: the vocabulary in which the rules for documents are written.
///
/// A shape reports all that is wrong below a value, not the first alone, and lets pass what it doesn't speak of:
/// unknown members belong to later versions.
struct Shape: Sendable {
    typealias Problems = [DocumentProblem]

    /// Adds what is wrong with a value at a path.
    let check: @Sendable (JSONValue, JSONPath, inout Problems) -> Void

    /// Any value at all.
    static let any = Shape { _, _, _ in }

    static let bool = Shape { value, path, problems in
        if value.bool == nil { problems.append(.init(path: path, message: value.isNot("true or false"))) }
    }

    static let string = Shape { value, path, problems in
        if value.string == nil { problems.append(.init(path: path, message: value.isNot("a string"))) }
    }

    /// One of a few words.
    static func word(_ words: String...) -> Shape { word(words) }

    static func word(_ words: [String]) -> Shape {
        let list = words.joined(separator: ", ")
        return Shape { value, path, problems in
            guard let text = value.string, words.contains(text) else {
                return problems.append(.init(path: path, message: value.isNot("one of \(list)")))
            }
        }
    }

    /// A string of a form that is told by a test, and named in words that follow "not".
    static func text(_ form: String, _ isForm: @escaping @Sendable (String) -> Bool) -> Shape {
        Shape { value, path, problems in
            guard let text = value.string, isForm(text) else {
                return problems.append(.init(path: path, message: value.isNot(form)))
            }
        }
    }

    /// A whole number of a range, written without a fraction or an exponent.
    static func whole(_ range: ClosedRange<Int128>, as name: String? = nil) -> Shape {
        let wanted = name ?? "a whole number from \(range.lowerBound) to \(range.upperBound)"
        return Shape { value, path, problems in
            guard let number = value.whole, range.contains(number) else {
                return problems.append(.init(path: path, message: value.isNot(wanted)))
            }
        }
    }

    /// A whole number of a Swift type's range.
    static func whole<Number: FixedWidthInteger>(_ type: Number.Type) -> Shape {
        whole(Int128(Number.min)...Int128(Number.max))
    }

    static func array(of element: Shape, atLeast least: Int = 0) -> Shape {
        Shape { value, path, problems in
            guard let elements = value.array else {
                return problems.append(.init(path: path, message: value.isNot("an array")))
            }
            if elements.count < least {
                problems.append(.init(path: path, message: "it has \(elements.count) elements, and needs \(least)"))
            }
            for (index, each) in elements.enumerated() { element.check(each, path.index(index), &problems) }
        }
    }

    static let strings = array(of: .string)

    /// An object whose keys mean nothing here.
    static func map(of member: Shape) -> Shape {
        Shape { value, path, problems in
            guard let members = value.object else {
                return problems.append(.init(path: path, message: value.isNot("an object")))
            }
            for (key, each) in members.sorted(by: { $0.key < $1.key }) {
                member.check(each, path.key(key), &problems)
            }
        }
    }

    static let stringMap = map(of: .string)

    static func object(_ shapes: [String: Shape] = [:], needs required: String...) -> Shape {
        let known = shapes.sorted { $0.key < $1.key }
        return Shape { value, path, problems in
            guard let members = value.object else {
                return problems.append(.init(path: path, message: value.isNot("an object")))
            }
            for key in required where members[key] == nil {
                problems.append(.init(path: path.key(key), message: "it is missing"))
            }
            for (key, shape) in known {
                if let member = members[key] { shape.check(member, path.key(key), &problems) }
            }
        }
    }

    /// A value that may also be null.
    var orNull: Shape {
        Shape { value, path, problems in
            if value != .null { check(value, path, &problems) }
        }
    }
}

extension JSONValue {
    /// That this is not what is wanted, in words.
    fileprivate func isNot(_ wanted: String) -> String { "\(kind) is not \(wanted)" }

    /// The whole number, if this is one that is written without a fraction or an exponent.
    var whole: Int128? {
        switch self {
        case .integer(let value): Int128(value)
        case .numeral(let text): Int128(text)
        default: nil
        }
    }
}
