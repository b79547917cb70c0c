import Foundation
import Glibc
import GraphStore
import Runtime
import SQLiteGraphStore

extension Engine {
    /// Opens the graph that the settings name, and makes it where there is none yet.
    ///
    /// - Throws: ``Failure`` when it can't be opened: not permitted, of a newer version, no store at all.
    public static func open(_ settings: EngineSettings) async throws -> Engine {
        var settings = settings
        settings.stateDirectory = URL(fileURLWithPath: settings.stateDirectory).standardizedFileURL.path
        settings.secretsKey = settings.secretsKey.map { URL(fileURLWithPath: $0).standardizedFileURL.path }
        let path = try databasePath(for: settings)
        do {
            if settings.store == nil { try StateDirectory(settings.stateDirectory).create() }
            return Engine(settings: settings, store: try SQLiteGraphStore(path: path))
        } catch {
            throw Failure(describing: error)
        }
    }

    /// Where the SQLite store lies that the settings name.
    private static func databasePath(for settings: EngineSettings) throws -> String {
        guard let store = settings.store else { return settings.stateDirectory + "/graph.sqlite" }
        guard let colon = store.firstIndex(of: ":") else {
            throw Failure(.usage, "'\(store)' names no store", hint: "give sqlite:PATH")
        }
        switch store[..<colon] {
        case "sqlite": return String(store[store.index(after: colon)...])
        case "etcd":
            throw Failure(
                .unavailable, "stores in etcd can't be used yet", hint: "give sqlite:PATH, or leave --store away")
        case let other: throw Failure(.usage, "'\(other)' is no kind of store", hint: "give sqlite:PATH")
        }
    }

    /// Says that what follows needs root, unless this process has it.
    ///
    /// - Throws: ``Failure`` with ``ExitStatus/notPermitted``.
    func requireRoot(to purpose: String) throws {
        guard geteuid() == 0 else {
            throw Failure(.notPermitted, "only root can \(purpose)", hint: "run it with sudo")
        }
    }
}
