/// What a resolved configuration that several instances have in common leaves open, as each of them has its own: its host,
/// its user and group ids, its cgroup, and its SELinux labels where there are any. They follow from the instance's name,
/// host and ids, and from this.
public struct InstanceGaps: Hashable, Sendable, Codable {
    /// The cgroup that the instances' hosts keep the cgroups of instances under.
    public var cgroupParent: String
    /// Whether the hosts' SELinux labels the instances.
    public var hasLabels: Bool

    public init(cgroupParent: String, hasLabels: Bool) {
        self.cgroupParent = cgroupParent
        self.hasLabels = hasLabels
    }
}
