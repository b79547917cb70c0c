import Foundation
import Processes
import Testing

/// The built program, beside the tests' own bundle.
enum Program {
    static let path: String = {
        // The tests run as `PACKAGE.xctest` in the folder that the program is built in too.
        let folder = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let beside = folder.appendingPathComponent("emergence").path
        guard !FileManager.default.isExecutableFile(atPath: beside) else { return beside }
        let bundle = CommandLine.arguments.first { $0.hasSuffix(".xctest") }
            .map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
        return (bundle ?? URL(fileURLWithPath: ".build/debug")).appendingPathComponent("emergence").path
    }()

    /// Every command that `--help` lists, the verbs of `forge` among them.
    static let commands: [[String]] = [
        ["up"], ["down"], ["start"], ["stop"], ["restart"], ["plan"], ["apply"], ["delete"], ["ps"], ["logs"],
        ["exec"], ["attach"], ["debug"], ["get"], ["describe"], ["explain"], ["spec"], ["closure"], ["why"], ["referrers"],
        ["graph"], ["parameters"], ["forge"], ["forge", "image"], ["forge", "list"], ["gc"], ["history"], ["diff"],
        ["rollback"], ["backup"], ["restore"], ["doctor"], ["completion"], ["names"], ["exited"],
    ]

    /// Runs the program to its end.
    static func run(_ arguments: String..., environment: [String: String] = [:]) async throws -> Command.Result {
        try await run(arguments, environment: environment)
    }

    static func run(_ arguments: [String], environment: [String: String] = [:]) async throws -> Command.Result {
        try await Command(path, arguments, environment: environment).result()
    }
}

extension Command.Result {
    /// What was printed, as JSON.
    func json() throws -> Any {
        try JSONSerialization.jsonObject(with: Data(output.utf8))
    }
}
