public import OCI

/// One thing that is wrong with what the operator wants of an automaton.
public enum PolicyFault: Hashable, Sendable {
    /// No value of the parameter's type.
    case badValue(parameter: String, value: JSONValue)
    case leastExceedsMost(least: Int, most: Int)
    case initialOutside(initial: Int, least: Int, most: Int)
    /// More than anything can have, or a target that nothing can meet.
    case absurd(parameter: String, value: String, why: String)
    case unknownOperator(parameter: String, operator: String)
    case badOperand(parameter: String, rule: String)
    case portTwice(HostPort)
    case noWayToUpdate
    /// A place that is allowed and forbidden at once.
    case allowedAndForbidden(PlaceSelector)
    case besideAndAway(automaton: String)
    case exclusiveVolumeOfMany(volume: String, most: Int)
}

extension PolicyFault: CustomStringConvertible {
    public var description: String { "\(parameter) \(message)" }
}

/// Everything that is wrong with one automaton's policy, in the order of parameters.
public struct PolicyFaults: Error, Hashable, Sendable {
    public var automaton: String
    public var faults: [PolicyFault]
}

extension PolicyFaults: CustomStringConvertible {
    public var description: String { faults.map { "automaton \(automaton): \($0)" }.joined(separator: "\n") }
}
