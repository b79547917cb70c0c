import ConfigurationGraph
import Foundation
import OCI
import Orchestrator
import Runtime

/// What an instance's process was started with; kept in its bundle, so that whoever comes later can compare.
struct LaunchRecord: Codable {
    /// The resolved configuration, with nothing left open.
    var spec: RuntimeSpecNode
    /// How often the process was started anew since the instance was last asked to run.
    var restarts: Int
    /// When the process started, in seconds since 1970.
    var startedAt: Double
    /// The instance's address.
    var address: String?
    /// Where other hosts reach it; nil where they don't.
    var exposed: [InstanceStatus.ExposedPort]?
    /// The volumes that it has for itself alone; nil where an earlier version started it.
    var exclusive: [String]?

    /// The last wish to be started anew that it was started after; nil for none.
    var restartAsked: Revision?

    /// Whether the process must be replaced for the instance to be as it is wanted.
    func isOutdated(by assignment: Assignment) -> Bool {
        (restartAsked ?? .zero) < (assignment.instance.restartAsked ?? .zero)
            || SpecDifference(from: spec, to: assignment.spec).needsRestart
    }

    /// Whether it may hold a volume for itself alone.
    var mayBeExclusive: Bool { exclusive.map { !$0.isEmpty } ?? true }

    /// The record of an instance; nil if there is none, or none that can be read.
    static func read(of name: String, in state: StateDirectory) -> LaunchRecord? {
        guard let data = FileManager.default.contents(atPath: path(of: name, in: state)) else { return nil }
        return try? CanonicalJSON.decode(LaunchRecord.self, from: data)
    }

    /// Writes the record, whole or not at all.
    ///
    /// - Throws: what the file system throws.
    func write(of name: String, in state: StateDirectory) throws {
        try CanonicalJSON.encode(self)
            .write(to: URL(fileURLWithPath: Self.path(of: name, in: state)), options: .atomic)
    }

    /// Tells one record of an instance from the next without reading either.
    struct Identity: Hashable {
        private let inode: UInt64
        private let seconds: Int
        private let nanoseconds: Int

        /// Nil if there is no record.
        init?(of name: String, in state: StateDirectory) {
            var status = stat()
            guard stat(LaunchRecord.path(of: name, in: state), &status) == 0 else { return nil }
            inode = UInt64(status.st_ino)
            seconds = status.st_mtim.tv_sec
            nanoseconds = status.st_mtim.tv_nsec
        }
    }

    private static func path(of name: String, in state: StateDirectory) -> String {
        state.instance(name) + "/launched.json"
    }
}

extension StateDirectory {
    /// The dependency nodes of the artefacts that instances were started from, or are being started from: their root
    /// filesystems lie on those layers and store paths, also where the graph wants others by now.
    ///
    /// - Throws: what the file system throws.
    func pinnedByStarted() throws -> Set<NodeID> {
        // First: what is started meanwhile is written down before it is no longer being started.
        let starting = try pinnedByStarting()
        guard FileManager.default.fileExists(atPath: instances) else { return starting }
        let names = try FileManager.default.contentsOfDirectory(atPath: instances)
        return names.compactMap { LaunchRecord.read(of: $0, in: self)?.spec.pinned }
            .reduce(into: starting) { $0.formUnion($1) }
    }
}
