/// A script that calls crun where control groups are hybrid.
///
/// crun refuses a machine that has a version 2 hierarchy beside those of version 1. In a mount namespace from which
/// that hierarchy is gone it works as with version 1 alone; the machine's own mounts stay as they are.
enum HybridWrapper {
    /// Writes the script for a crun, unless it's there, and returns its path.
    static func script(for program: String, unified: String, in state: StateDirectory) throws -> String {
        let path = state.run + "/crun-hybrid"
        let hide = "umount \(quoted(unified)) && exec \"$0\" \"$@\""
        let text = """
            #!/bin/sh
            exec unshare --mount --propagation private sh -c \(quoted(hide)) \(quoted(program)) "$@"

            """
        if (try? TextFile.read(path)) != text { try AtomicFile.write(text.utf8, to: path, mode: 0o755) }
        return path
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
