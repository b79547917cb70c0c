import CLinux
import Foundation
import Glibc
import OCI
import Sealing

/// A bundle's folder in memory, which holds what no disk may: secrets as files, the configuration with secrets in its
/// variables, and the container runtime's own state, as crun keeps a copy of the configuration in it.
///
/// It is mounted in the bundle when an instance with secrets is made, and goes with it.
struct SecretFiles {
    /// The folder's path.
    let path: String

    /// Where files are, by the names that the configuration has.
    var files: String { path + "/files" }
    /// The configuration with secrets in its variables.
    var configuration: String { path + "/config.json" }
    /// The container runtime's own state, where the configuration has secrets in it.
    var runtimeRoot: String { path + "/runtime" }

    /// Mounts the folder and fills it.
    ///
    /// - Returns: whether the configuration with secrets is in it.
    func make(_ secrets: LaunchSecrets, configuration: Data, mapping: IDMapping) throws -> Bool {
        try makeFolder(path, 0o711)
        try Self.memory().attach(at: path)
        try makeFolder(path, 0o711, enforced: true)
        try makeFolder(files, 0o711)
        for file in secrets.files { try write(file, secrets, mapping) }
        guard !secrets.variables.isEmpty else { return false }
        try makeFolder(runtimeRoot, 0o700)
        let filled = try Self.fill(configuration, with: secrets.variables)
        try AtomicFile.write(filled, to: self.configuration, mode: 0o600)
        return true
    }

    private func write(_ file: LaunchSecrets.File, _ secrets: LaunchSecrets, _ mapping: IDMapping) throws {
        try checkName(file.name)
        let target = files + "/" + file.name
        let open = try OpenDescriptor(path: target, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
        try open.writeAll(file.value.bytes, path: target)
        let owner = (mapping.onHost(secrets.user), mapping.onHost(secrets.group))
        try checkErrno(fchown(open.number, owner.0, owner.1), "set the owner of", target)
        try checkErrno(fchmod(open.number, mode_t(file.mode)), "set the mode of", target)
    }

    /// A file system in memory that is never written to swap: tmpfs with `noswap` (Linux 6.4), else ramfs, which has no
    /// swap to begin with.
    private static func memory() throws(RuntimeError) -> DetachedMount {
        let tmpfs = OpenDescriptor(try check(clinux_open_filesystem("tmpfs"), "open", "tmpfs"))
        if clinux_configure_flag(tmpfs.number, "noswap") >= 0 {
            try check(clinux_configure_string(tmpfs.number, "mode", "0711"), "set the mode of", "tmpfs")
            return DetachedMount(OpenDescriptor(try check(clinux_create_mount(tmpfs.number), "make", "a tmpfs")))
        }
        let ramfs = OpenDescriptor(try check(clinux_open_filesystem("ramfs"), "open", "ramfs"))
        try check(clinux_configure_string(ramfs.number, "mode", "0711"), "set the mode of", "ramfs")
        return DetachedMount(OpenDescriptor(try check(clinux_create_mount(ramfs.number), "make", "a ramfs")))
    }

    /// The configuration with the values of variables in place of what it has for them.
    static func fill(_ configuration: Data, with variables: [String: SecretValue]) throws -> Data {
        var whole = try JSONDecoder().decode(JSONValue.self, from: configuration).object ?? [:]
        var process = whole["process"]?.object ?? [:]
        let own = (process["env"]?.array ?? []).compactMap(\.string).map { variable -> JSONValue in
            let name = String(variable.prefix { $0 != "=" })
            return .string(variables[name]?.variable.map { "\(name)=\($0)" } ?? variable)
        }
        process["env"] = .array(own)
        whole["process"] = .object(process)
        return try JSONEncoder().encode(JSONValue.object(whole))
    }
}
