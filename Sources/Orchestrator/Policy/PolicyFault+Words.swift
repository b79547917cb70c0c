extension PolicyFault {
    /// The parameter that is wrong, or the one to change.
    public var parameter: String {
        switch self {
        case .badValue(let parameter, _), .absurd(let parameter, _, _), .unknownOperator(let parameter, _),
            .badOperand(let parameter, _):
            parameter
        case .leastExceedsMost: "orchestrator.instances.min"
        case .initialOutside: "orchestrator.instances.initial"
        case .portTwice: "relay.publish"
        case .noWayToUpdate: "orchestrator.update.maxSurge"
        case .allowedAndForbidden: "orchestrator.location.forbidden"
        case .besideAndAway: "orchestrator.affinity.automatons"
        case .exclusiveVolumeOfMany: "orchestrator.instances.max"
        }
    }

    /// What is wrong with it, as a clause that goes on from the parameter.
    public var message: String {
        switch self {
        case .badValue: "is no value of its type; 'emergence parameters' says which are"
        case .leastExceedsMost(let least, let most):
            "is \(least), more than orchestrator.instances.max, \(most): raise max or lower min"
        case .initialOutside(let initial, let least, let most):
            "is \(initial), outside \(least) to \(most): give a number within"
        case .absurd(_, let value, let why): "can't be \(value): it \(why)"
        case .unknownOperator(_, let word):
            "has no operator '\(word)'; give one of \(LabelRule.operators.joined(separator: ", "))"
        case .badOperand(_, let rule):
            "has '\(rule)', which lacks what its operator compares with, or has too much; write as 'in: ssd, nvme'"
        case .portTwice(let port): "names port \(port) twice; publish each once"
        case .noWayToUpdate: "and maxUnavailable are both 0, so that nothing could ever be replaced; raise one"
        case .allowedAndForbidden(let selector): "forbids \(selector), which is all that is allowed: take one away"
        case .besideAndAway(let automaton): "can't be beside \(automaton) and away from it; take one away"
        case .exclusiveVolumeOfMany(let volume, let most):
            "can't be \(most): volume \(volume) is exclusive, and one instance alone may have it; set it to 1, or the "
                + "volume's accessMode to sharedWrite"
        }
    }
}
