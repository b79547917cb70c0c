import CLinux

/// A range of the host's user and group ids that stands for a container's ids from 0 on.
public struct IDMapping: Hashable, Sendable, Codable {
    /// How many ids an instance has.
    public static let length: UInt32 = 65_536

    /// The host's id of the container's id 0; 0 for no mapping at all.
    public let base: UInt32

    public init(base: UInt32) {
        self.base = base
    }

    /// Whether the container's ids are the host's.
    var isIdentity: Bool { base == 0 }

    /// The host's id of a container's id; ids beyond the range stay what they are.
    func onHost(_ id: UInt32) -> UInt32 {
        id < Self.length ? base + id : id
    }

    /// A user namespace with this mapping, as mounts take it; nil if there's nothing to map.
    func userNamespace() throws(RuntimeError) -> OpenDescriptor? {
        guard !isIdentity else { return nil }
        let answer = clinux_user_namespace(base, Self.length)
        return OpenDescriptor(try check(answer, "make", "a user namespace for ids from \(base) on"))
    }
}
