import Foundation

/// The host's network interfaces, as /sys/class/net shows them.
enum HostLinks {
    private static let folder = "/sys/class/net"

    /// The interface's number; nil if there is none of that name.
    static func index(of name: String) -> Int32? {
        text("\(name)/ifindex").flatMap { Int32($0) }
    }

    static func alias(of name: String) -> String? { text("\(name)/ifalias") }

    /// The bridges of the host, by name.
    static func bridges() -> [String] {
        names(in: folder).filter { FileManager.default.fileExists(atPath: "\(folder)/\($0)/bridge") }
    }

    /// The interfaces that a bridge joins.
    static func ports(of bridge: String) -> [String] { names(in: "\(folder)/\(bridge)/brif") }

    private static func names(in folder: String) -> [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
    }

    private static func text(_ path: String) -> String? {
        (try? String(contentsOfFile: "\(folder)/\(path)", encoding: .utf8))?
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
