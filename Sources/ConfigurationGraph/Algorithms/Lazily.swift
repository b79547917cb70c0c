import Synchronization

/// What is worked out when it is first asked for, once for all copies of the value that it belongs to.
final class Lazily<Value: Sendable>: Sendable {
    private let known = Mutex<Value?>(nil)

    /// The value; `make` works it out if it isn't known yet.
    func value(_ make: () -> Value) -> Value {
        known.withLock { known in
            if let known { return known }
            let made = make()
            known = made
            return made
        }
    }
}
