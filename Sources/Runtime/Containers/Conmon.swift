import CLinux
import Glibc

/// The monitor that holds a container's output, terminal and exit status while no process of ours runs.
///
/// conmon creates the container through the runtime, but doesn't start it. It lives on in a control group of its own:
/// in its caller's, it would end with the service or session that called it.
struct Conmon: Sendable {
    /// What one container's monitor is told.
    struct Request: Sendable {
        var instance: String
        var bundle: String
        var runtime: ContainerRuntime
        var terminal: Bool
        /// After how many seconds the container's process is killed; nil for never.
        var timeLimit: Int?
        var log: LogOptions
        /// The program to call, with its words, when the container has ended; empty for none.
        var exitCommand: [String]
        var controlGroup: ControlGroup
    }

    /// conmon's own path.
    let path: String

    /// Starts the monitor in a group of its own; it does nothing yet.
    ///
    /// It waits for a word on its start pipe: by then it's in its group, and all that it starts will be. Moving takes
    /// the kernel a while, in which others can prepare what the monitor needs.
    func launch(_ request: Request) async throws -> WaitingMonitor {
        async let group: Void = Blocking.run { try request.controlGroup.makeMonitorGroup() }
        let answers = try OpenDescriptor.pipe()
        let go = try OpenDescriptor.pipe()
        let nothing = try OpenDescriptor(path: "/dev/null", O_RDWR)
        let log = try OpenDescriptor(
            path: request.bundle + "/conmon.log", O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, mode: 0o600)
        let child = try ChildProcess(
            path, arguments(request), environment: Self.environment,
            descriptors: [nothing, nothing, log, answers.write, go.read], newSession: true)
        let monitor = WaitingMonitor(child: child, go: go, answer: ConmonAnswer(descriptor: answers.read))
        try await group
        try await Blocking.run { try request.controlGroup.moveMonitor(child.pid) }
        return monitor
    }

    /// Lets a monitor create its container and waits until it has.
    ///
    /// - Returns: the process id of the container's first process, which waits to be started.
    /// - Throws: ``RuntimeError/notCreated(instance:message:)`` with the runtime's own words.
    func create(_ request: Request, by monitor: WaitingMonitor) async throws -> Int32 {
        do {
            return try await monitor.release().processID()
        } catch let failure as ConmonAnswer.Failure {
            let log = (try? TextFile.read(request.bundle + "/conmon.log")) ?? ""
            let message = RuntimeMessage.readable(failure.message.isEmpty ? log : failure.message)
            throw RuntimeError.notCreated(instance: request.instance, message: message)
        }
    }

    /// All that conmon gets of an environment, and with it the exit command: where programs are, and the numbers of
    /// its pipes.
    private static let environment = [
        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "_OCI_SYNCPIPE=3", "_OCI_STARTPIPE=4",
    ]

    private func arguments(_ request: Request) -> [String] {
        let bundle = request.bundle
        var words = [
            "--api-version", "1", "--cid", request.instance, "--cuuid", request.instance, "--name", request.instance,
            "--runtime", request.runtime.program.command, "--runtime-arg", "--root",
            "--runtime-arg", request.runtime.root, "--bundle", bundle, "--container-pidfile", bundle + "/ctr.pid",
            "--conmon-pidfile", bundle + "/conmon.pid", "--exit-dir", bundle + "/exits",
            "--persist-dir", bundle + "/exits", "--socket-dir-path", bundle, "--full-attach",
            "--log-path", "k8s-file:" + bundle + "/ctr.log", "--log-level", "error",
        ]
        if request.log.maximumSize > 0 { words += ["--log-size-max", String(request.log.maximumSize)] }
        if let limit = request.timeLimit { words += ["--timeout", String(limit)] }
        if request.terminal { words += ["--terminal", "--stdin", "--leave-stdin-open"] }
        if let program = request.exitCommand.first {
            words += ["--exit-command", program]
            words += request.exitCommand.dropFirst().flatMap { ["--exit-command-arg", $0] }
        }
        return words
    }
}
