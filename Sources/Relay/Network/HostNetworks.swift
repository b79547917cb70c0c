import Foundation
import Glibc

/// The IPv4 ranges that the host has addresses in or routes to.
enum HostNetworks {
    /// All of them, but for routes so wide that they say "everything" rather than "this range": the default route
    /// and what virtual private networks split it into.
    static func all() -> [IPv4Network] {
        let routes = (try? String(contentsOfFile: "/proc/net/route", encoding: .utf8)) ?? ""
        return (parse(routes: routes) + addresses()).filter { $0.prefix > 8 }
    }

    /// The destinations of the text of /proc/net/route, whose numbers are in the host's order.
    static func parse(routes text: String) -> [IPv4Network] {
        text.split(separator: "\n").dropFirst().compactMap { line in
            let fields = line.split(whereSeparator: { $0 == "\t" || $0 == " " })
            guard fields.count > 7, let destination = UInt32(fields[1], radix: 16),
                let mask = UInt32(fields[7], radix: 16)
            else { return nil }
            return IPv4Network(IPv4Address(UInt32(bigEndian: destination)), prefix: mask.nonzeroBitCount)
        }
    }

    /// The addresses of an interface.
    static func addresses(of interface: String) -> Set<IPv4Address> {
        Set(
            entries { entry in
                String(cString: entry.ifa_name) == interface ? number(entry.ifa_addr).map { IPv4Address($0) } : nil
            })
    }

    private static func addresses() -> [IPv4Network] {
        entries { entry in
            guard let address = number(entry.ifa_addr), let mask = number(entry.ifa_netmask) else { return nil }
            return IPv4Network(IPv4Address(address), prefix: mask.nonzeroBitCount)
        }
    }

    /// What is made of each address of the host.
    private static func entries<Value>(_ made: (ifaddrs) -> Value?) -> [Value] {
        var first: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&first) == 0, let first else { return [] }
        defer { freeifaddrs(first) }
        return sequence(first: first, next: { $0.pointee.ifa_next }).compactMap { made($0.pointee) }
    }

    private static func number(_ address: UnsafeMutablePointer<sockaddr>?) -> UInt32? {
        guard let address, address.pointee.sa_family == sa_family_t(AF_INET) else { return nil }
        return address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
            UInt32(bigEndian: $0.pointee.sin_addr.s_addr)
        }
    }
}
