import Foundation
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
    public var description: String {
        switch self {
        case .badValue(let parameter, let value):
            "\(parameter): \(Self.text(of: value)) is no value of its type; `emergence parameters` says which are"
        case .leastExceedsMost(let least, let most):
            "orchestrator.instances.min is \(least), more than orchestrator.instances.max, \(most): raise max or lower min"
        case .initialOutside(let initial, let least, let most):
            "orchestrator.instances.initial is \(initial), outside \(least) to \(most): give a number within"
        case .absurd(let parameter, let value, let why): "\(parameter): \(value) \(why)"
        case .unknownOperator(let parameter, let word):
            "\(parameter): there is no operator \(word); give one of \(LabelRule.operators.joined(separator: ", "))"
        case .badOperand(let parameter, let rule):
            "\(parameter): “\(rule)” lacks what its operator compares with, or has too much; write as `in: ssd, nvme`"
        case .portTwice(let port): "relay.publish: port \(port) is wanted twice; publish each once"
        case .noWayToUpdate:
            "orchestrator.update: with maxSurge 0 and maxUnavailable 0 nothing could ever be replaced; raise one"
        case .allowedAndForbidden(let selector):
            "orchestrator.location: \(selector) is all that is allowed, and is forbidden: take one away"
        case .besideAndAway(let automaton):
            "orchestrator.affinity.automatons: it can't be beside \(automaton) and away from it; take one away"
        case .exclusiveVolumeOfMany(let volume, let most):
            "volume \(volume) is exclusive and can be of one instance, not \(most): set orchestrator.instances.max to 1"
        }
    }
}

extension PolicyFault {
    /// The value as it was written, or nearly so.
    private static func text(of value: JSONValue) -> String {
        (try? CanonicalJSON.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "the value"
    }
}

/// Everything that is wrong with one automaton's policy, in the order of parameters.
public struct PolicyFaults: Error, Hashable, Sendable {
    public var automaton: String
    public var faults: [PolicyFault]
}

extension PolicyFaults: CustomStringConvertible {
    public var description: String { faults.map { "automaton \(automaton): \($0)" }.joined(separator: "\n") }
}
