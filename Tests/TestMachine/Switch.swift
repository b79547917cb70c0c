import Synchronization

/// Something that is off until it is turned on.
public final class Switch: Sendable {
    private let state = Atomic(false)
    public var isOn: Bool { state.load(ordering: .relaxed) }

    public init() {}

    public func turnOn() { state.store(true, ordering: .relaxed) }
}
