import Foundation

/// A socket of the host that takes what comes to a port.
struct Listener: Hashable, Sendable {
    var transport: PublishedPort.Transport
    /// The IPv4 address that it is bound to; nil for all, and for every IPv6 address, which may take IPv4 too.
    var address: IPv4Address?
    /// Bound to an IPv6 address that no IPv4 packet reaches.
    var isForeign: Bool
    var port: UInt16
    var inode: UInt64

    /// Whether it and the publication would want the same packets.
    func holds(_ publication: PublishedPort) -> Bool {
        guard transport == publication.transport, port == publication.hostPort, !isForeign else { return false }
        guard let address, let wanted = publication.address.flatMap({ IPv4Address($0) }) else { return true }
        return address == wanted
    }

    /// The listeners in the text of one of /proc/net/{tcp,tcp6,udp,udp6}: TCP sockets in state LISTEN, and UDP
    /// sockets that aren't connected (proc(5)).
    static func parse(_ text: String, transport: PublishedPort.Transport) -> [Listener] {
        let wanted = transport == .tcp ? "0A" : "07"
        return text.split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(separator: " ")
            guard fields.count > 9, fields[3] == wanted, let inode = UInt64(fields[9]) else { return nil }
            let local = fields[1].split(separator: ":")
            guard local.count == 2, let port = UInt16(local[1], radix: 16) else { return nil }
            let (address, isForeign) = bound(local[0])
            return Listener(transport: transport, address: address, isForeign: isForeign, port: port, inode: inode)
        }
    }

    /// /proc/net prints each 32-bit word as the host's number, so 127.0.0.1 is `0100007F`.
    private static func bound(_ hex: Substring) -> (IPv4Address?, isForeign: Bool) {
        let words = stride(from: 0, to: hex.count, by: 8).compactMap { start in
            UInt32(hex.dropFirst(start).prefix(8), radix: 16).map(UInt32.init(bigEndian:))
        }
        switch words.count {
        case 1: return (words[0] == 0 ? nil : IPv4Address(words[0]), false)
        case 4 where words == [0, 0, 0, 0]: return (nil, false)
        case 4 where words[0] == 0 && words[1] == 0 && words[2] == 0xffff: return (IPv4Address(words[3]), false)
        default: return (nil, true)
        }
    }
}

extension Listener {
    /// Every listener of the network namespace of this process.
    static func all() -> [Listener] {
        let tables: [(String, PublishedPort.Transport)] = [
            ("tcp", .tcp), ("tcp6", .tcp), ("udp", .udp), ("udp6", .udp),
        ]
        return tables.flatMap { name, transport in
            let text = (try? String(contentsOfFile: "/proc/net/\(name)", encoding: .utf8)) ?? ""
            return parse(text, transport: transport)
        }
    }

    /// The process that has the socket, found among the descriptors of all processes: slow, for error messages.
    func holder() -> PortHolder {
        let files = FileManager.default
        let wanted = "socket:[\(inode)]"
        for id in (try? files.contentsOfDirectory(atPath: "/proc"))?.compactMap({ Int32($0) }) ?? [] {
            let folder = "/proc/\(id)/fd"
            let descriptors = (try? files.contentsOfDirectory(atPath: folder)) ?? []
            let holds = descriptors.contains {
                (try? files.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")) == wanted
            }
            guard holds else { continue }
            let name = try? String(contentsOfFile: "/proc/\(id)/comm", encoding: .utf8)
            return .process(id: id, name: name?.trimmingCharacters(in: .whitespacesAndNewlines))
        }
        return .process(id: nil, name: nil)
    }
}
