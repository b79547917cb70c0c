/// What a network keeps in its state directory, so that it is the same network next time.
struct NetworkRecord: Hashable, Sendable, Codable {
    var bridge: String
    var subnet: String
    /// The address that each instance had last.
    var addresses: [String: String]
    /// The address that stands for each service that was ever asked for; nil for none.
    var virtual: [String: String]?
    /// What the virtual addresses lead to; nil for nothing. It holds for as long as the bridge does.
    var services: [VirtualService]?
}

/// What was made for an instance, kept until it is undone.
public struct Attachment: Hashable, Sendable, Codable {
    public var instance: String
    /// The path of the network namespace.
    public var namespace: String
    public var publish: [PublishedPort]
    /// The address that was asked for; the plugins' result has the one given.
    public var address: String
    /// What the plugins made; nil while they are at it, and for ever if that was cut short.
    public var result: CNIResult?
}
