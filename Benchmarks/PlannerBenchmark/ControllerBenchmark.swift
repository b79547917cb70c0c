import ConfigurationGraph
import Engine
import Foundation
import GraphStore
import Measuring
import SQLiteGraphStore

/// A controller as it runs, on a store in a file: from the commit that declares automatons until all their instances,
/// each with its resolved configuration, are committed and on the disk.
struct ControllerBenchmark {
    let folder: String

    /// - Returns: instances in a second.
    func run(_ fleet: GeneratedFleet, words: String, aim: Double) async throws -> Double {
        let path = "\(folder)/\(fleet.isConstrained ? "constrained" : "simple").sqlite"
        let store = try SQLiteGraphStore(path: path)
        try await fleet.fill(store)
        let engine = try await Engine.open(
            EngineSettings(stateDirectory: folder + "/state", store: "sqlite:\(path)", author: "bench", program: ""))
        let controller = Task { try await engine.control { _ in } }
        while try await store.lease("controller") == nil { try await Task.sleep(for: .milliseconds(20)) }
        // It has read the hosts once it has nothing to do.
        try await Task.sleep(for: .seconds(2))

        let before = Usage()
        let clock = ContinuousClock()
        let start = clock.now
        let revision = try await store.revision()
        try await fleet.declare(in: store)
        let declared = clock.now
        var placed = 0
        var last = revision
        // Who follows the commits would read all that they say, which is work that no controller needs.
        while placed < fleet.instances {
            try await Task.sleep(for: .milliseconds(20))
            let newest = try await store.revision()
            guard newest > last else { continue }
            last = newest
            placed = try await store.read { try $0.names(of: .instance).count }
        }
        let commits = last.rawValue - revision.rawValue - 1
        let seconds = (clock.now - declared) / .seconds(1)
        let rate = Double(placed) / seconds
        print(
            "\(words): \(placed) decided and committed in \(commits) commits, \(seconds, digits: 1) s, "
                + "\(rate, digits: 0) in a second (aim \(aim, digits: 0)); \(Usage().seconds - before.seconds, digits: 1) s "
                + "of processor time, \(Usage().megabytes) MB resident at the most; declaring took "
                + "\((declared - start) / .seconds(1), digits: 2) s")
        controller.cancel()
        _ = await controller.result
        return rate
    }
}
