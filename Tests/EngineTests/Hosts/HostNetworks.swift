import Foundation
import Processes

/// Two hosts' networks: each a namespace of its own, which a cable joins, with a view of /sys that shows it.
struct HostNetworks {
    /// What runs a program in each of them.
    let inside: [[String]]
    let addresses = ["10.99.77.1", "10.99.77.2"]

    /// Gives a test such networks; afterwards they are gone.
    ///
    /// - Parameter delay: how long each way between them takes, in seconds; nil for no time.
    static func with(delay: Double? = nil, _ body: (HostNetworks) async throws -> Void) async throws {
        let keepers = try [keeper(), keeper()]
        defer { for keeper in keepers { keeper.terminate() } }
        let networks = HostNetworks(keepers.map { String($0.processIdentifier) })
        let names = keepers.map { String($0.processIdentifier) }
        guard let delay else {
            try await networks.join(names)
            return try await body(networks)
        }
        let ends = try await networks.lead(names)
        let wire = try DelayingWire(between: ends, delay: delay)
        try await body(networks)
        withExtendedLifetime(wire) {}
    }

    private init(_ keepers: [String]) {
        inside = keepers.map { ["/usr/bin/nsenter", "--target", $0, "--net", "--mount", "--"] }
    }

    /// A process that keeps the namespaces of one host.
    private static func keeper() throws -> Process {
        let script = """
            mount --rbind /sys/fs/cgroup /mnt && mount -t sysfs sysfs /sys && mount --rbind /mnt /sys/fs/cgroup &&
                umount --lazy /mnt && busybox ifconfig lo up && echo ready && exec sleep 1000
            """
        let keeper = Process()
        let output = Pipe()
        keeper.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
        keeper.arguments = ["--net", "--mount", "--propagation", "private", "sh", "-c", script]
        keeper.standardInput = FileHandle.nullDevice
        keeper.standardOutput = output
        try keeper.run()
        _ = try output.fileHandleForReading.read(upToCount: 6)
        return keeper
    }

    private func join(_ keepers: [String]) async throws {
        let cable = ["type", "veth", "peer", "name", "cable", "netns", keepers[1]]
        _ = try await Command("ip", ["link", "add", "cable", "netns", keepers[0]] + cable).output()
        try await configure()
    }

    /// Leads a cable of each here, and returns what its end is called; they go with the networks.
    private func lead(_ keepers: [String]) async throws -> [String] {
        let ends = keepers.map { "wire-\($0)" }
        for (end, keeper) in zip(ends, keepers) {
            let cable = ["type", "veth", "peer", "name", "cable", "netns", keeper]
            _ = try await Command("ip", ["link", "add", end] + cable).output()
            _ = try await Command("ip", ["link", "set", end, "up"]).output()
        }
        try await configure()
        return ends
    }

    private func configure() async throws {
        for (words, address) in zip(inside, addresses) {
            for change in [["addr", "add", "\(address)/24", "dev", "cable"], ["link", "set", "cable", "up"]] {
                _ = try await Command(words[0], Array(words.dropFirst()) + ["ip"] + change).output()
            }
        }
    }
}
