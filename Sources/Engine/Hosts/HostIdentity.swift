import ConfigurationGraph
import Foundation
import OCI
import Runtime

/// Which of many hosts a state directory is; kept in it from when `agent --host` first ran there. Without one it is the
/// only host, named as its machine.
struct HostIdentity: Codable, Hashable, Sendable {
    /// The host's name.
    var name: String
    /// Tells the state directory from all others, by chance.
    var id: String
    /// The epoch under which it last had its lease; nil before it ever had.
    var epoch: Int64?
    /// Where its agent hands out the bytes that it has; nil where it hands out none.
    var address: String?

    /// What must be the case for what this host reports to land.
    var fence: [Transaction.Precondition] {
        epoch.map { [.holds(lease: HostLease.name(of: name), epoch: $0)] } ?? []
    }

    init(name: String) {
        self.name = name
        id = String(UInt64.random(in: .min ... .max), radix: 36)
    }

    /// Nil where none is kept.
    ///
    /// - Throws: ``Failure`` for a file that can't be read, as who doesn't know who he is mustn't guess.
    static func read(in state: StateDirectory) throws -> HostIdentity? {
        let path = state.identity
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            return try CanonicalJSON.decode(HostIdentity.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw Failure(
                .badInput, "\(path) doesn't say which host this is: \(error)",
                hint: "end what runs in \(state.path), and remove the file; 'emergence agent --host NAME' makes it anew"
            )
        }
    }

    /// Writes it, whole or not at all.
    ///
    /// - Throws: what the file system throws.
    func write(in state: StateDirectory) throws {
        try CanonicalJSON.encode(self).write(to: URL(fileURLWithPath: state.identity), options: .atomic)
    }
}

extension StateDirectory {
    fileprivate var identity: String { path + "/host.json" }
}
