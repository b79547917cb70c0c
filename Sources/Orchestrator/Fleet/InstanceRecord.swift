/// An instance with the numbers of what it hangs together with.
struct InstanceRecord: Sendable {
    var state: InstanceState
    /// Its automaton's number; negative for a debug variant.
    var automaton: Int
    /// Its host's number; negative where there is no such host.
    var host: Int
    /// Its place among its automaton's instances.
    var position = -1
    /// Its number in its name.
    var number: Int
    /// How many of each group of its host's devices it has.
    var devices: [Int] = []
    /// Whether it took its range of ids; not so if another one had it.
    var ownsIDs = false

    var isReady: Bool { state.phase == .ready }
    /// Whether it has a place where it could become ready, and isn't.
    var isTrying: Bool { state.phase == .starting || state.phase == .failed }
}
