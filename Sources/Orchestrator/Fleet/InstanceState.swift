/// An instance as planning sees it.
public struct InstanceState: Hashable, Sendable {
    public enum Phase: String, Hashable, Sendable {
        /// To be placed once another of its name has ended.
        case waiting
        /// Placed, and not yet ready, or not ready any more.
        case starting
        case ready
        case failed
    }

    public var name: String
    public var automaton: String
    public var host: String
    public var generation: Generation
    /// The digest of the resolved configuration that it runs with.
    public var spec: String
    /// The digest that it would have in its automaton's present generation; nil where that isn't known.
    public var wantedSpec: String?
    public var phase: Phase
    /// What it was given, which the policy may have changed since.
    public var request: Resources
    public var devices: [DeviceRequest] = []
    public var ports: [HostPort] = []
    public var volumes: [AutomatonPolicy.VolumeUse] = []
    /// The first of its user and group ids on its host.
    public var idBase: UInt32
    /// Whether it is a debug variant, which no automaton is owed.
    public var isVariant = false
    /// The instance that it takes the place of.
    public var replaces: String?

    public init(
        name: String, automaton: String, host: String, generation: Generation, spec: String = "",
        phase: Phase = .ready, request: Resources, idBase: UInt32
    ) {
        self.name = name
        self.automaton = automaton
        self.host = host
        self.generation = generation
        self.spec = spec
        self.phase = phase
        self.request = request
        self.idBase = idBase
    }

    /// The number in its name; nil for a name of another form.
    var number: Int? { number(of: name) }

    /// The number in the name of the instance that it takes the place of.
    var replacedNumber: Int? { replaces.flatMap(number(of:)) }

    private func number(of name: String) -> Int? {
        guard name.utf8.count > automaton.utf8.count + 1, name.hasPrefix(automaton) else { return nil }
        let rest = name.utf8.dropFirst(automaton.utf8.count)
        guard rest.first == UInt8(ascii: "-") else { return nil }
        return Int(Substring(rest.dropFirst()))
    }
}
