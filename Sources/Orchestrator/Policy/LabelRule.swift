/// What a host's label must be. Written as a text: `ssd` is equality, `in: ssd, nvme` a rule with its operator first.
public struct LabelRule: Hashable, Sendable {
    /// How a label is compared.
    public enum Test: Hashable, Sendable {
        case equals(String)
        case isIn([String])
        case isNotIn([String])
        case exists
        case isAbsent
        case atLeast(Double)
        case atMost(Double)
    }

    /// The label's key.
    public var key: String
    public var test: Test

    public init(key: String, test: Test) {
        self.key = key
        self.test = test
    }

    /// The operators that there are, sorted.
    static let operators = ["absent", "atLeast", "atMost", "exists", "in", "notIn"]

    /// What is wrong with a rule as it is written.
    enum Mistake: Error, Hashable {
        case unknownOperator(String)
        case badOperand(String)
    }

    /// Reads a rule: a word, a colon and a space (or nothing further) make an operator.
    init(key: String, written text: String) throws(Mistake) {
        self.key = key
        guard let colon = text.firstIndex(of: ":"), text[..<colon].allSatisfy(\.isLetter), colon > text.startIndex,
            text[text.index(after: colon)...].first ?? " " == " "
        else {
            test = .equals(text)
            return
        }
        let word = String(text[..<colon])
        let operands = text[text.index(after: colon)...].split(separator: ",")
            .map { String($0.drop { $0 == " " }) }.filter { !$0.isEmpty }
        switch word {
        case "in" where !operands.isEmpty: test = .isIn(operands)
        case "notIn" where !operands.isEmpty: test = .isNotIn(operands)
        case "exists" where operands.isEmpty: test = .exists
        case "absent" where operands.isEmpty: test = .isAbsent
        case "atLeast", "atMost":
            guard operands.count == 1, let number = Double(operands[0]), number.isFinite else {
                throw .badOperand(text)
            }
            test = word == "atLeast" ? .atLeast(number) : .atMost(number)
        default: throw Self.operators.contains(word) ? .badOperand(text) : .unknownOperator(word)
        }
    }

    func holds(for labels: [String: String]) -> Bool {
        let value = labels[key]
        return switch test {
        case .equals(let wanted): value == wanted
        case .isIn(let wanted): value.map(wanted.contains) ?? false
        case .isNotIn(let unwanted): !(value.map(unwanted.contains) ?? false)
        case .exists: value != nil
        case .isAbsent: value == nil
        case .atLeast(let least): value.flatMap { Double($0) }.map { $0 >= least } ?? false
        case .atMost(let most): value.flatMap { Double($0) }.map { $0 <= most } ?? false
        }
    }
}

extension LabelRule: CustomStringConvertible {
    public var description: String {
        switch test {
        case .equals(let wanted): "\(key)=\(wanted)"
        case .isIn(let wanted): "\(key) in \(wanted.joined(separator: ", "))"
        case .isNotIn(let unwanted): "\(key) not in \(unwanted.joined(separator: ", "))"
        case .exists: "\(key) exists"
        case .isAbsent: "\(key) absent"
        case .atLeast(let least): "\(key) at least \(least)"
        case .atMost(let most): "\(key) at most \(most)"
        }
    }
}
