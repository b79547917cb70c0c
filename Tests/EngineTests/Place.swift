import Foundation
import Processes
import TestMachine
import Testing

/// A state directory of a test's own, and the program called on it.
struct Place: Sendable {
    let folder: String
    var state: String
    /// Which runtime runs the containers.
    var runtime: String?
    /// The words that run a program on the host that this is, where that isn't the tests' own.
    var inside: [String] = []
    /// The address in the network of the hosts.
    var address: String?
    /// The file of the graph, where several state directories share one.
    var graph: String?

    private init(runtime: String?) throws {
        folder = "/tmp/emergence-engine-\(UUID().uuidString.prefix(8).lowercased())"
        state = folder + "/state"
        self.runtime = runtime
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try FileManager.default.setAttributes([.posixPermissions: 0o711], ofItemAtPath: folder)
    }

    /// Gives a test a place; afterwards takes down what runs there, and checks that nothing is left of it.
    static func with(runtime: String? = nil, _ body: (Place) async throws -> Void) async throws {
        try await Turns.shared.whileTaken { try await prepared(runtime, body) }
    }

    private static func prepared(_ runtime: String?, _ body: (Place) async throws -> Void) async throws {
        let place = try Place(runtime: runtime)
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await body(place)) } catch { outcome = .failure(error) }
        let down = try await place.run("down")
        if case .success = outcome {
            #expect(down.status == 0, "\(down.errorOutput)")
            let left = try place.leftovers()
            #expect(left == [])
        }
        place.killAll()
        try? FileManager.default.removeItem(atPath: place.folder)
        try outcome.get()
    }

    var environment: [String: String] {
        var environment = ["EMERGENCE_STATE_DIR": state, "NO_COLOR": "1"]
        if let runtime { environment["EMERGENCE_RUNTIME"] = runtime }
        if let graph { environment["EMERGENCE_STORE"] = "sqlite:\(graph)" }
        return environment
    }

    /// Runs the program to its end.
    func run(_ words: String...) async throws -> Command.Result { try await run(words) }

    func run(_ words: [String]) async throws -> Command.Result {
        try await command([BuiltProgram.path] + words).result()
    }

    /// A program with its words, run on this host.
    func command(_ words: [String]) -> Command {
        let all = inside + words
        return Command(all[0], Array(all.dropFirst()), environment: environment, timeout: .seconds(120))
    }

    /// Runs the program, which must end with this status; returns what it printed, its errors where it failed.
    @discardableResult
    func expect(_ status: Int32 = 0, _ words: String..., location: SourceLocation = #_sourceLocation) async throws
        -> String
    {
        let result = try await run(words)
        #expect(
            result.status == status, "\(words.joined(separator: " ")): \(result.output)\(result.errorOutput)",
            sourceLocation: location)
        return result.status == 0 || result.status == 2 ? result.output : result.errorOutput
    }

    /// Writes a declaration of the image under the name `box`, and what is given; returns its path.
    func declare(_ yaml: String, tag: String = "1", file: String = "box.yaml") throws -> String {
        let artefact = "kind: Artefact\nname: box\nimage: \(try Image.reference(tag: tag))\n---\n"
        try (artefact + yaml).write(toFile: "\(folder)/\(file)", atomically: true, encoding: .utf8)
        return "\(folder)/\(file)"
    }

    /// The rows of `ps`.
    func instances() async throws -> [Row] {
        try JSONDecoder().decode([Row].self, from: Data(try await expect(0, "ps", "-o", "json").utf8))
    }

    /// What `ps` says of one instance; nil if it isn't there.
    func instance(_ name: String) async throws -> Row? { try await instances().first { $0.instance == name } }

    /// Waits until `ps` says that an instance is in a state.
    @discardableResult
    func until(_ name: String, is state: String) async throws -> Row {
        var row: Row?
        try await EngineTests.until("\(name) is \(state)") {
            row = try await instance(name)
            return row?.state == state
        }
        return try #require(row)
    }
}

/// One row of `ps`.
struct Row: Decodable, Hashable {
    var instance: String
    var host: String
    var state: String
    var pid: Int32?
    var restarts: Int
    var addresses: [String]
    var exitCode: Int32?
    var startedAt: String?
    var specDigest: String
    var message: String?
}

extension EngineTests {
    /// Looks until something is the case.
    ///
    /// - Throws: ``NeverTrue`` after so long that it will hardly be any more.
    static func until(_ what: String, _ condition: () async throws -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(60)
        while try await !condition() {
            guard ContinuousClock.now < end else { throw NeverTrue(what: what) }
            try await Task.sleep(for: .milliseconds(50))
        }
    }
}

struct NeverTrue: Error {
    let what: String
}
