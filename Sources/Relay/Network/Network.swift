import Foundation
import OCI

/// The bridge network of one state directory: what gives its instances addresses, a way out and published ports.
///
/// It is made by CNI's bridge, host-local and portmap plugins, and kept in `run/network.json` and `run/cni` of the
/// state directory. The bridge appears with the first attachment; ``cleanUp()`` takes it away with the last. All
/// members may be called from several processes at once: a lock on the plugins' folder keeps them apart.
///
/// Two things are done here rather than by a plugin. Masquerading is one rule for the network instead of a chain for
/// each instance, which is four program runs less at each start, and leaves nothing behind when a namespace vanishes.
/// Loopback is brought up by runc and crun themselves in each network namespace that they make.
public struct Network: Hashable, Sendable {
    /// The interface's name inside each instance.
    public static let interface = "eth0"

    /// The name of the bridge on the host, which is the network's name too: `em` and 8 hexadecimal digits.
    public let bridge: String
    let folder: String
    let plugins: String?
    let iptables: IPTables?

    /// The network of the instances of a state directory; nothing is made yet.
    ///
    /// - Parameter plugins: the folder of the CNI plugins; by default the first usual one that has them.
    public init(stateDirectory: String, plugins: String? = nil) {
        let hash = String(Subnet.hash(stateDirectory) >> 32, radix: 16)
        bridge = "em" + String(repeating: "0", count: 8 - hash.count) + hash
        folder = "\(stateDirectory)/run"
        self.plugins = plugins ?? Self.findPlugins()
        iptables = IPTables.find()
        seed = Subnet.hash(stateDirectory)
    }

    let seed: UInt64
    var records: RecordFolder { RecordFolder(path: folder) }
    var attachmentRecords: RecordFolder { RecordFolder(path: "\(folder)/cni/attachments") }
    private var leases: String { "\(folder)/cni/leases" }

    /// Whether instances can have addresses here.
    public var available: Bool { unavailableReason == nil }

    /// Why instances can only have loopback here, with what mends it; nil if they can have addresses.
    public var unavailableReason: String? {
        guard let plugins else {
            return "the CNI plugins aren't installed (apt install containernetworking-plugins)"
        }
        let needed = ["bridge", "host-local", "portmap"]
        if let missing = needed.first(where: { !FileManager.default.isExecutableFile(atPath: "\(plugins)/\($0)") }) {
            return "\(plugins) has no \(missing) (apt install containernetworking-plugins)"
        }
        return iptables == nil ? "iptables isn't installed (apt install iptables)" : nil
    }

    /// What is attached, and what an interrupted attachment left half done, sorted by instance.
    public func attachments() -> [Attachment] {
        attachmentRecords.names.compactMap { attachmentRecords.read(Attachment.self, $0) }
    }

    /// The range of the instances' addresses, as `10.200.7.0/24`; nil before the first attachment.
    public var subnet: String? { record?.subnet }

    var record: NetworkRecord? { records.read(NetworkRecord.self, "network") }

    /// The chain of plugins for an attachment with these publications.
    func chain(subnet: IPv4Network, publish: [PublishedPort], plugins: String) -> CNIChain {
        var list: [[String: JSONValue]] = [
            [
                "type": "bridge", "bridge": .string(bridge), "isDefaultGateway": true, "hairpinMode": true,
                "ipam": [
                    "type": "host-local", "dataDir": .string(leases),
                    "ranges": [[["subnet": .string("\(subnet)"), "gateway": .string("\(subnet.address(at: 1))")]]],
                ],
            ]
        ]
        if !publish.isEmpty { list += mapping(publish, plugins: plugins).plugins }
        return CNIChain(name: bridge, plugins: list, folder: plugins)
    }

    /// The chain's last part alone: ports of the host that lead to an instance.
    func mapping(_ publish: [PublishedPort], plugins: String) -> CNIChain {
        let plugin: [String: JSONValue] = [
            "type": "portmap", "snat": true, "capabilities": ["portMappings": true],
            "runtimeConfig": ["portMappings": .array(publish.map(\.mapping))],
        ]
        return CNIChain(name: bridge, plugins: [plugin], folder: plugins)
    }

    private static func findPlugins() -> String? {
        ["/usr/lib/cni", "/opt/cni/bin", "/usr/libexec/cni"].first {
            FileManager.default.isExecutableFile(atPath: "\($0)/bridge")
        }
    }
}

extension PublishedPort {
    /// As the portmap plugin's `portMappings` has it.
    fileprivate var mapping: JSONValue {
        [
            "hostPort": .integer(Int64(hostPort)), "containerPort": .integer(Int64(port)),
            "protocol": .string(transport.rawValue), "hostIP": .string(address ?? ""),
        ]
    }
}
