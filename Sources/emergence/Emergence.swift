import ArgumentParser

/// The root of the command line.
@main
struct Emergence: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "emergence",
        abstract: "From what was built to what is running, through one graph.",
        discussion: """
            Example:
              $ emergence up shop.yaml
              $ emergence ps
              $ emergence explain shop process.env
              $ emergence down
            """,
        version: version,
        groupedSubcommands: [
            CommandGroup(name: "RUN", subcommands: [Up.self, Down.self, Start.self, Stop.self, Restart.self]),
            CommandGroup(
                name: "DECLARE", subcommands: [Plan.self, Apply.self, Delete.self, SecretCommand.self, Check.self]),
            CommandGroup(
                name: "LOOK", subcommands: [PS.self, Top.self, Logs.self, Exec.self, Attach.self, Debug.self]),
            CommandGroup(
                name: "ASK",
                subcommands: [
                    Get.self, Describe.self, Explain.self, Spec.self, Closure.self, Why.self, WhyHere.self,
                    WhyPending.self, WhatIf.self, ReplayCommand.self, Referrers.self, Graph.self, Parameters.self,
                ]),
            CommandGroup(name: "BUILD", subcommands: [ForgeCommand.self, GC.self]),
            CommandGroup(
                name: "KEEP",
                subcommands: [History.self, Diff.self, Rollback.self, Backup.self, Restore.self]),
            CommandGroup(
                name: "SET UP",
                subcommands: [
                    Serve.self, AgentCommand.self, ControllerCommand.self, HostCommand.self, Doctor.self,
                    Completion.self, Names.self,
                    Exited.self, WatchdogCommand.self,
                ]),
        ])

    static func main() async {
        let arguments = Array(CommandLine.arguments.dropFirst())
        Session.exit(with: await Session.run(arguments))
    }
}
