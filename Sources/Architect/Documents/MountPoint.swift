/// Where volumes may be mounted in an automaton's file tree.
enum MountPoint {
    /// What every container gets from Emergence; a volume there, or below, would hide it.
    private static let reserved = ["/proc", "/sys", "/dev"]

    /// What is wrong with a destination, or nil.
    static func problem(with destination: String) -> String? {
        guard destination.hasPrefix("/") else { return "the destination '\(destination)' must be an absolute path" }
        let parts = destination.split(separator: "/")
        if parts.contains(".") || parts.contains("..") {
            return "the destination '\(destination)' must be a path without '.' and '..'"
        }
        let path = normalised(destination)
        if path == "/" { return "a volume can't be mounted on '/', where the artefact's own files are" }
        if let hidden = reserved.first(where: { path == $0 || path.hasPrefix($0 + "/") }) {
            return "a volume at '\(destination)' would hide '\(hidden)', which Emergence mounts itself"
        }
        return nil
    }

    /// The path with single slashes and none at its end.
    static func normalised(_ destination: String) -> String {
        "/" + destination.split(separator: "/").joined(separator: "/")
    }
}
