import Foundation
import Glibc
import OCI

extension InstanceRunner {
    /// Runs one more program in a running instance, on this process's own standard input, output and error.
    ///
    /// With a terminal, the runtime makes this process's terminal raw, passes changes of its size on, and sets it back;
    /// should the runtime be killed before it could, it's set back here.
    ///
    /// - Returns: the program's exit status, or 128 and the signal's number.
    /// - Throws: ``RuntimeError/notRunning(instance:)``; ``RuntimeError/programAbsent(_:instance:)`` and
    ///   ``RuntimeError/programNotExecutable(_:instance:)`` before anything is started.
    public func exec(_ name: String, _ request: ExecRequest) async throws -> Int32 {
        switch try await status(name) {
        case .running, .lost(.some): break
        case .absent, .created, .exited, .lost(nil): throw RuntimeError.notRunning(instance: name)
        }
        // Beside the configuration: in memory where that is.
        let file = URL(fileURLWithPath: bundle(name).configuration).resolvingSymlinksInPath()
        let configuration = try JSONDecoder().decode(JSONValue.self, from: Data(contentsOf: file))
        let words = ExecProcess.process(request, configuration: configuration)
        try look(for: request.arguments.first ?? "", as: words, in: name, configuration)
        let process = "\(file.deletingLastPathComponent().path)/exec-\(UUID().uuidString).json"
        try AtomicFile.write(try JSONEncoder().encode(words), to: process, mode: 0o600)
        defer { try? FileTree.remove(process) }
        return try await join(runtime(for: name).execArguments(name, processFile: process), request)
    }

    /// Refuses a program that can't be started.
    private func look(
        for program: String, as process: [String: JSONValue], in name: String, _ configuration: JSONValue
    ) throws(RuntimeError) {
        guard let container = InstanceRecord(bundle(name))?.process else { return }
        let base = configuration["linux"]?["uidMappings"]?.array?.first?["hostID"]?.integer ?? 0
        switch ProgramLookup(process).look(inRootOf: container, IDMapping(base: UInt32(clamping: base))) {
        case .found, .unknown: return
        case .absent: throw .programAbsent(program, instance: name)
        case .notExecutable: throw .programNotExecutable(program, instance: name)
        }
    }

    /// Runs the runtime on this process's own descriptors.
    private func join(_ arguments: [String], _ request: ExecRequest) async throws -> Int32 {
        let descriptors = [
            try request.interactive || request.terminal ? Self.own(0) : Self.nothing,
            try request.silent ? Self.nothing : Self.own(1),
            try request.silent ? Self.nothing : Self.own(2),
        ]
        let saved = TerminalState(of: 0)
        defer { saved?.restore() }
        let environment = ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }
        let child = try ChildProcess(
            program.command, arguments, environment: environment,
            descriptors: descriptors)
        return try await withTaskCancellationHandler {
            try await Blocking.run { try child.wait() }
        } onCancel: {
            kill(child.pid, SIGTERM)
        }
    }

    private static func own(_ number: Int32) throws(RuntimeError) -> OpenDescriptor {
        OpenDescriptor(try checkErrno(dup(number), "use", "descriptor \(number)"))
    }

    private static var nothing: OpenDescriptor {
        get throws(RuntimeError) { try OpenDescriptor(path: "/dev/null", O_RDWR) }
    }
}
