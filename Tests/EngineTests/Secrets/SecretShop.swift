import Foundation
import Processes
import TestMachine

/// A service with two secrets, a file and a variable, in a folder and a state directory of a test's own; remembers
/// everything that any command printed.
final class SecretShop {
    static let password = "file-value-\(UUID().uuidString)"
    static let token = "token-value-\(UUID().uuidString)"

    let folder = FileManager.default.temporaryDirectory.path + "/emergence-secrets-\(UUID().uuidString.prefix(8))"
    private(set) var printed = ""

    var state: String { folder + "/state" }
    var key: String { state + "/secrets.key" }

    private static let declarations = """
        kind: Artefact
        name: web
        image: IMAGE
        ---
        kind: Secret
        name: db-password
        file: ./db-password
        ---
        kind: Secret
        name: token
        ---
        kind: Configuration
        name: tokens
        secrets: {env: {API_TOKEN: token}}
        ---
        kind: Automaton
        name: shop
        artefact: web
        configurations: [tokens]
        process: {args: [/bin/sleep, "1000"]}
        orchestrator: {stop: {signal: SIGKILL}}
        secrets: {files: [{name: db-password, destination: /run/secrets/db-password, mode: 0440}]}
        """

    /// Gives a test a shop, and takes everything down afterwards.
    static func with(runtime: String, _ body: (SecretShop) async throws -> Void) async throws {
        let shop = try SecretShop(runtime: runtime)
        let outcome: Result<Void, any Error>
        do { outcome = .success(try await body(shop)) } catch { outcome = .failure(error) }
        _ = try await shop.run("down")
        try FileManager.default.removeItem(atPath: shop.folder)
        try outcome.get()
    }

    let runtime: String

    private init(runtime: String) throws {
        self.runtime = runtime
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try write(Self.declarations.replacingOccurrences(of: "IMAGE", with: Image.reference()), to: "shop.yaml")
        try write(Self.password + "\n", to: "db-password")
    }

    func write(_ text: String, to name: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }

    var declarations: String { folder + "/shop.yaml" }

    /// Runs the program on this state.
    @discardableResult
    func run(_ words: String..., input: String = "", state: String? = nil) async throws -> Command.Result {
        let result = try await result(of: words, input: input, state: state)
        remember(result)
        return result
    }

    /// The same, without remembering what it printed.
    func result(of words: [String], input: String = "", state: String? = nil) async throws -> Command.Result {
        let environment = ["EMERGENCE_STATE_DIR": state ?? self.state, "EMERGENCE_RUNTIME": runtime]
        return try await Command(
            BuiltProgram.path, words, environment: environment, input: Array(input.utf8)
        ).result()
    }

    /// Adds what a command printed that was run otherwise.
    func remember(_ result: Command.Result) {
        printed += result.output + result.errorOutput
    }

    /// Runs a shell's script inside the instance; what it prints isn't remembered, as it isn't ours.
    func inside(_ script: String) async throws -> String {
        let before = printed
        defer { printed = before }
        return try await run("exec", "shop", "--", "/bin/sh", "-c", script).output
    }

    /// The files below a folder that hold a text, but for those in memory and the instance's own process's view.
    func files(in folder: String, holding text: String) async throws -> [String] {
        try await Command("grep", ["-rlaF", "--devices=skip", "--", text, folder]).result().output
            .split(separator: "\n").map(String.init)
    }
}
