/// A state volume as an instance has it: at `volumes/NAME` in the bundle, from where its configuration mounts it.
public struct VolumeBinding: Hashable, Sendable {
    /// The volume's name.
    public var name: String
    /// Whether the instance can't write to it.
    public var readOnly: Bool
    /// The container's user whose the volume is when it's made.
    public var user: UInt32
    /// The container's group whose the volume is when it's made.
    public var group: UInt32

    public init(name: String, readOnly: Bool = false, user: UInt32 = 0, group: UInt32 = 0) {
        self.name = name
        self.readOnly = readOnly
        self.user = user
        self.group = group
    }
}

/// An image's own volume: an empty place that lives as long as the container, at `ephemeral/NAME` in the bundle,
/// filled with what the image has at its destination.
public struct EphemeralVolume: Hashable, Sendable {
    /// The name of its folder.
    public var name: String
    /// Where the container has it.
    public var destination: String

    public init(name: String, destination: String) {
        self.name = name
        self.destination = destination
    }
}
