import ConfigurationGraph
import Exchange
import Forge
import GraphStore

/// Where a host hands out its layers and store paths: an IPv4 address, and a port.
struct ContentAddress: Hashable, Sendable, CustomStringConvertible {
    let ip: String
    let port: UInt16

    /// Reads `IP` or `IP:PORT`.
    ///
    /// - Throws: ``Failure`` for what is neither.
    init(parsing text: String) throws {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let numbers = (parts.first ?? "").split(separator: ".", omittingEmptySubsequences: false)
        let port = parts.count == 2 ? UInt16(parts[1]) : ContentServer.defaultPort
        guard parts.count <= 2, numbers.count == 4, numbers.allSatisfy({ UInt8($0) != nil }), let port, port > 0 else {
            throw Failure(.usage, "'\(text)' is no address: give --address IP or IP:PORT, as 192.0.2.7:4711")
        }
        guard numbers.contains(where: { UInt8($0) != 0 }) else {
            throw Failure(
                .usage, "\(parts[0]) stands for every address of this machine, and others can't reach it by that",
                hint: "give the one that it has in the hosts' own network, as --address 192.0.2.7")
        }
        ip = String(parts[0])
        self.port = port
    }

    var description: String { "\(ip):\(port)" }
}

extension ContentServer {
    /// What a state directory has.
    init(for settings: EngineSettings) {
        let content = Forge.content(of: settings.stateDirectory)
        self.init(blobs: content.blobs, stores: content.stores)
    }
}

extension Forge {
    /// Forge of a state directory, that asks the other hosts for what is missing.
    ///
    /// - Parameter address: where this host hands out what it has; nil for nowhere.
    init(_ settings: EngineSettings, store: any GraphStore, address: String? = nil) {
        self.init(state: settings.stateDirectory, store: store, limits: settings.layerLimits) {
            try await store.peers(otherThan: address)
        }
    }
}

extension GraphStore {
    /// Where other hosts, and controllers, hand out what they have.
    ///
    /// - Throws: what reading the store throws.
    fileprivate func peers(otherThan address: String?) async throws -> [String] {
        let hosts = try await read { try $0.values(Host.self).compactMap(\.address) }
        let controllers = try await attendance().contentAddresses
        return (hosts + controllers).filter { $0 != address }.map { "http://\($0)" }
    }
}
