/// How layers get the owners that a container's id range asks for: what the kernel allows, the best first.
public enum LayerMapping: String, Hashable, Sendable, Codable, CaseIterable {
    /// Detached clones with mapped owners go into overlayfs as descriptors (Linux 6.13).
    case detached
    /// Clones with mapped owners are mounted beside the root filesystem until it's put together (Linux 5.19).
    case attached
    /// Layers are copied and their owners changed.
    case copied
}
