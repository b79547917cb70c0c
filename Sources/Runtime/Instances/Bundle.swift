import Foundation
import Glibc

/// The files of an OCI bundle and of what we know of its container.
struct Bundle {
    let path: String

    var record: String { path + "/instance.json" }
    var started: String { path + "/started" }
    var log: String { path + "/ctr.log" }
    var configuration: String { path + "/config.json" }
    var secrets: SecretFiles { SecretFiles(path: path + "/secrets") }
    var exits: String { path + "/exits" }

    /// Writes the files that the container has in its /etc.
    func writeFiles(_ launch: InstanceLaunch) throws {
        let owner = launch.mapping.base
        try AtomicFile.write(launch.files.hosts.utf8, to: path + "/hosts", owner: owner)
        try AtomicFile.write((launch.files.hostname + "\n").utf8, to: path + "/hostname", owner: owner)
        try AtomicFile.write(launch.files.resolver.utf8, to: path + "/resolv.conf", owner: owner)
    }

    /// Writes the configuration, and the secrets, which decide where the runtime's own state is. Where variables are
    /// secrets, `config.json` leads to the one in memory.
    func writeConfiguration(_ launch: InstanceLaunch) throws {
        try makeFolder(exits, 0o700)
        let isSecret =
            try !launch.secrets.isEmpty
            && secrets.make(launch.secrets, configuration: launch.configuration, mapping: launch.mapping)
        guard isSecret else { return try AtomicFile.write(launch.configuration, to: configuration, mode: 0o600) }
        try checkErrno(symlink("secrets/config.json", configuration), "write", configuration)
    }

    /// Removes everything but, if asked, the log; the root filesystem must be taken down.
    func remove(keepLog: Bool) throws {
        // The record goes last: as long as it's there, the rest can be found and removed by another attempt.
        try FileTree.forEachName(in: path) { name throws(RuntimeError) in
            let keep = name == "instance.json" || keepLog && name.hasPrefix("ctr.log")
            if !keep { try FileTree.remove(path + "/" + name) }
        }
        try FileTree.remove(record)
        if !keepLog { try FileTree.remove(path) }
    }
}
