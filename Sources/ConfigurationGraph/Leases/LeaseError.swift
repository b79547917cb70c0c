/// Why a lease can't be had.
public enum LeaseError: Error, Hashable, Sendable {
    /// Somebody else holds it, and wasn't seen to let it run out.
    case held(Lease)
    /// Whoever renews it lost it: somebody else has it now, or nobody, if it was given back.
    case lost(name: String, to: Lease?)
}

extension LeaseError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .held(let lease): "'\(lease.name)' is held by \(lease.holder)"
        case .lost(let name, let lease?): "'\(name)' was taken by \(lease.holder)"
        case .lost(let name, nil): "'\(name)' was given back"
        }
    }
}
