/// An IPv4 address.
public struct IPv4Address: Hashable, Sendable, Comparable {
    /// The address as a number, its first byte the most significant.
    public let value: UInt32

    public init(_ value: UInt32) { self.value = value }

    /// Reads four decimal numbers with dots between them; nil for anything else, a prefix length included.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var value: UInt32 = 0
        for part in parts {
            guard part.count <= 3, part.allSatisfy({ $0.isASCII && $0.isNumber }), let byte = UInt8(part) else {
                return nil
            }
            value = value << 8 | UInt32(byte)
        }
        self.value = value
    }

    public static func < (left: Self, right: Self) -> Bool { left.value < right.value }

    /// Whether it is one of 127.0.0.0/8.
    public var isLoopback: Bool { value >> 24 == 127 }
}

extension IPv4Address: CustomStringConvertible {
    public var description: String {
        [24, 16, 8, 0].map { String(value >> $0 & 0xff) }.joined(separator: ".")
    }
}

/// A range of IPv4 addresses with a common prefix.
public struct IPv4Network: Hashable, Sendable {
    /// The first address.
    public let address: IPv4Address
    /// How many leading bits all addresses share, 0 to 32.
    public let prefix: Int

    /// The network of this prefix length that the address lies in.
    public init(_ address: IPv4Address, prefix: Int) {
        self.prefix = min(max(prefix, 0), 32)
        self.address = IPv4Address(address.value & Self.mask(self.prefix))
    }

    /// Reads `10.1.2.0/24`; nil for anything else.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = IPv4Address(parts[0]), let prefix = Int(parts[1]),
            (0...32).contains(prefix)
        else { return nil }
        self.init(address, prefix: prefix)
    }

    static func mask(_ prefix: Int) -> UInt32 { prefix == 0 ? 0 : ~0 << UInt32(32 - prefix) }

    /// The address so many places after the first.
    func address(at offset: UInt32) -> IPv4Address { IPv4Address(address.value &+ offset) }

    func contains(_ other: IPv4Address) -> Bool {
        other.value & Self.mask(prefix) == address.value
    }

    func overlaps(_ other: IPv4Network) -> Bool {
        contains(other.address) || other.contains(address)
    }
}

extension IPv4Network: CustomStringConvertible {
    public var description: String { "\(address)/\(prefix)" }
}

extension IPv4Address {
    /// The hardware address of the interface that has this address, as `0a:58:0a:c8:07:02`: locally administered, and
    /// the same at each start, so that neighbours who remember it are still right.
    var hardwareAddress: String {
        let bytes = [0x0a, 0x58] + [24, 16, 8, 0].map { value >> $0 & 0xff }
        return bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: ":")
    }
}
