import Foundation
import Processes
import TestMachine
import Testing

/// The built program and its commands.
enum Program {
    static let path = BuiltProgram.path

    /// Every command that `--help` lists, the verbs of `forge` among them.
    static let commands: [[String]] = [
        ["up"], ["down"], ["start"], ["stop"], ["restart"], ["plan"], ["apply"], ["delete"], ["check"], ["secret"],
        ["secret", "set"], ["secret", "list"], ["secret", "remove"], ["secret", "rotate"], ["ps"], ["logs"],
        ["exec"], ["attach"], ["debug"], ["get"], ["describe"], ["explain"], ["spec"], ["closure"], ["why"],
        ["why-here"], ["why-pending"], ["what-if"], ["replay"], ["controller"], ["serve"], ["top"],
        ["referrers"],
        ["graph"], ["parameters"], ["forge"], ["forge", "image"], ["forge", "list"], ["forge", "nix"],
        ["gc"], ["history"], ["diff"],
        ["rollback"], ["backup"], ["restore"], ["doctor"], ["agent"], ["watchdog"], ["host"],
        ["host", "list"], ["host", "describe"], ["host", "cordon"], ["host", "drain"], ["host", "uncordon"],
        ["host", "remove"], ["completion"], ["names"], ["exited"],
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
