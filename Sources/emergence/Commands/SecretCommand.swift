import ArgumentParser
import ConfigurationGraph
import Engine
import Glibc
import OCI
import Sealing

/// `secret`: values that are kept sealed.
struct SecretCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        "secret", "Set, list and remove secrets, and change the key that seals them.",
        discussion: "A value is never printed, and never an argument: other users can see those.",
        example: "emergence secret set db-password --file db-password\nemergence secret list",
        subcommands: [SecretSet.self, SecretList.self, SecretRemove.self, SecretRotate.self])
}

struct SecretSet: EngineCommand {
    static let configuration = CommandConfiguration(
        "set", "Give a secret a value, from standard input or a file, and restart what reads it.",
        discussion: """
            The value is kept byte for byte. As a file it is given so; as a variable it is without the one line end that \
            it may have at its end.
            """,
        example: "emergence secret set db-password < db-password\nemergence secret set db-password --file db-password")

    @Argument(help: ArgumentHelp("The secret's name.", valueName: "name"), completion: .names("secret"))
    var name: String
    @Option(help: ArgumentHelp("The file that has the value.", valueName: "file"), completion: .file())
    var file: String?
    @Option(name: .shortAndLong, help: "How to print it.") var output: OutputFormat = .table
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        let proposal = try await engine.setSecret(name, to: try value(), events: Progress().handler)
        try proposal.print(as: output)
    }

    private func value() throws -> SecretValue {
        if file == nil, isatty(0) != 0 {
            throw Failure(
                .usage, "the value comes from standard input, which is a terminal",
                hint: "emergence secret set \(name) < FILE")
        }
        return try Engine.secretValue(named: name, from: file.map { .file($0) } ?? .standardInput)
    }
}

struct SecretList: EngineCommand {
    static let configuration = CommandConfiguration(
        "list", "List secrets: all but their values.",
        discussion: "STATE is noKey where the key file hasn't the key, and damaged where the key doesn't open it.",
        example: "emergence secret list -o json")

    @Option(name: .shortAndLong, help: "How to print it.") var output: OutputFormat = .table
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        try Listing.secrets.print(try await engine.secrets(), as: output)
    }
}

struct SecretRemove: EngineCommand {
    static let configuration = CommandConfiguration(
        "remove", "Remove a secret that nobody reads.", example: "emergence secret remove db-password")

    @Argument(help: ArgumentHelp("The secret's name.", valueName: "name"), completion: .names("secret"))
    var name: String
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        try await engine.removeSecret(name, events: Progress().handler)
    }
}

struct SecretRotate: EngineCommand {
    static let configuration = CommandConfiguration(
        "rotate", "Seal all secrets with a new key, and drop the old one.",
        discussion: """
            Nothing restarts. What is in the history, and in backups made before, can't be opened any more: keep the old \
            key file with backups that should be.
            """,
        example: "emergence secret rotate")

    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        let rotated = try await engine.rotateSecretKey(events: Progress().handler)
        try Console.output.print("\(Wording.count(rotated.secrets, "secret")) sealed with the key \(rotated.key)")
    }
}
