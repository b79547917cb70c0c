import Foundation

/// What the bundle remembers of its container, for the commands that come after.
struct InstanceRecord: Codable {
    var controlGroup: String
    var log: LogOptions
    var terminal: Bool
    /// The container's first process; nil until it's created.
    var process: ProcessIdentity?
    /// conmon; nil until the container is created.
    var monitor: ProcessIdentity?

    /// Reads the record of a bundle; nil if it has none.
    init?(_ bundle: Bundle) {
        guard let data = FileManager.default.contents(atPath: bundle.record),
            let record = try? JSONDecoder().decode(Self.self, from: data)
        else { return nil }
        self = record
    }

    init(_ launch: InstanceLaunch) {
        controlGroup = launch.controlGroup
        log = launch.log
        terminal = launch.terminal
    }

    func write(to bundle: Bundle) throws {
        try AtomicFile.write(try JSONEncoder().encode(self), to: bundle.record, mode: 0o600)
    }
}
