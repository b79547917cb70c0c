import ArgumentParser
import Engine
import Glibc

struct Exec: EngineCommand {
    static let configuration = CommandConfiguration(
        "exec", "Run a further program inside a running instance.",
        discussion: """
            Ends with the program's own exit status; with 127 if there is no such program, with 126 if it can't be \
            executed.
            """,
        example: "emergence exec shop -- /bin/id\nemergence exec -it shop -- /bin/sh")

    @Flag(name: .shortAndLong, help: "Give the program standard input.") var interactive = false
    @Flag(name: [.customShort("t"), .customLong("tty")], help: "Give the program a terminal.") var terminal = false
    @Option(
        name: .shortAndLong, help: ArgumentHelp("A variable for the program, as NAME=VALUE.", valueName: "variable"))
    var env: [String] = []
    @OptionGroup(title: "WHERE") var place: PlaceOptions
    @Argument(
        help: ArgumentHelp("An instance, or an automaton that has one.", valueName: "name"),
        completion: .names("instance"))
    var name: String
    @Argument(parsing: .postTerminator, help: ArgumentHelp("The program and its words.", valueName: "program"))
    var command: [String]

    func validate() throws {
        guard !command.isEmpty else { throw ValidationError("give the program after '--'") }
        for variable in env where !variable.contains("=") {
            throw ValidationError("'\(variable)' is no variable: write NAME=VALUE")
        }
    }

    func run(on engine: Engine) async throws {
        if terminal, isatty(0) == 0 {
            throw Failure(.usage, "standard input is no terminal", hint: "leave out -t, or call it from a terminal")
        }
        let status = try await engine.exec(
            name, arguments: command, environment: env, terminal: terminal, interactive: interactive)
        if status != 0 { throw ExitCode(status) }
    }
}

struct Attach: EngineCommand {
    static let configuration = CommandConfiguration(
        "attach", "Connect this terminal to an instance that was started with --debug.",
        discussion: "The detach keys leave it running.",
        example: "emergence up --debug shop shop.yaml\nemergence attach shop")

    @Argument(
        help: ArgumentHelp("An instance, or an automaton that has one.", valueName: "name"),
        completion: .names("instance"))
    var name: String
    @Option(help: ArgumentHelp("The keys that let go of the terminal.", valueName: "keys"))
    var detachKeys = "ctrl-p,ctrl-q"
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        try await engine.attach(name, detachKeys: detachKeys)
    }
}
