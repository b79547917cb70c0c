import Processes

/// Calls of crun or runc on containers that conmon made.
struct ContainerRuntime: Sendable {
    let program: RuntimeProgram
    /// The folder of the runtime's own state.
    let root: String

    /// Runs the process of a container that is created.
    func start(_ id: String) async throws {
        try await call("start", id, [])
    }

    /// Removes a container, and kills its processes if any are left; one that isn't known is no error.
    func delete(_ id: String) async throws {
        guard knows(id) else { return }
        try await call("delete", id, ["--force"])
    }

    /// Whether the runtime has state of a container, be it running or not.
    func knows(_ id: String) -> Bool {
        FileTree.exists(root + "/" + id)
    }

    /// The words of a call that runs one more program in a container, as a file with an OCI process says.
    func execArguments(_ id: String, processFile: String) -> [String] {
        ["--root", root, "exec", "--process", processFile, id]
    }

    private func call(_ operation: String, _ id: String, _ options: [String]) async throws {
        let command = Command(program.command, ["--root", root, operation] + options + [id])
        let result = try await command.result()
        guard result.status == 0 else {
            throw RuntimeError.runtimeFailed(
                operation: operation, instance: id, message: RuntimeMessage.readable(result.errorOutput))
        }
    }
}
