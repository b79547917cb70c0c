import Foundation

/// What the host was like before the first network of ours, to be put back with the last.
///
/// It is kept as the alias of the bridge: it lives exactly as long as what it describes, a reboot forgets both, and
/// networks of several state directories on one host can hand it on to each other.
struct HostBaseline: Hashable, Sendable {
    /// Whether the host forwarded IPv4 packets.
    var forwarding: Bool
    /// Whether the portmap plugin's shared chains were there.
    var portChains: Bool

    private static let forwardingFile = "/proc/sys/net/ipv4/ip_forward"

    var alias: String { "emergence forwarding=\(forwarding ? 1 : 0) portChains=\(portChains ? 1 : 0)" }

    init(forwarding: Bool, portChains: Bool) {
        self.forwarding = forwarding
        self.portChains = portChains
    }

    init?(alias: String) {
        let words = alias.split(separator: " ")
        guard words.first == "emergence" else { return nil }
        self.init(forwarding: words.contains("forwarding=1"), portChains: words.contains("portChains=1"))
    }

    /// The baseline of a bridge; nil if it isn't one of ours.
    static func of(bridge: String) -> HostBaseline? { HostLinks.alias(of: bridge).flatMap(HostBaseline.init(alias:)) }

    /// The host's baseline: that of another network of ours if there is one, else the host as it is.
    static func current(portChains: Bool) -> HostBaseline {
        HostLinks.bridges().lazy.compactMap(of(bridge:)).first
            ?? HostBaseline(forwarding: isForwarding, portChains: portChains)
    }

    static var isForwarding: Bool {
        (try? String(contentsOfFile: forwardingFile, encoding: .utf8))?.hasPrefix("1") ?? false
    }

    /// Ends the forwarding that our first network began, unless someone may have come to need it: any bridge
    /// younger than ours (interfaces are numbered in the order in which they are made).
    func restoreForwarding(after bridge: Int32) throws(RelayError) {
        guard !forwarding, Self.isForwarding else { return }
        guard !HostLinks.bridges().compactMap(HostLinks.index(of:)).contains(where: { $0 > bridge }) else { return }
        do {
            try Data("0".utf8).write(to: URL(fileURLWithPath: Self.forwardingFile))
        } catch {
            throw .system(action: "set net.ipv4.ip_forward back to 0", reason: "\(error)")
        }
    }
}
