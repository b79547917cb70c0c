import CLinux
import Glibc

/// The control groups of one instance: the container's own, which the runtime makes, and beside it its monitor's.
struct ControlGroup: Sendable {
    let hierarchies: ControlGroupHierarchies
    /// The container's group from a hierarchy's root on, as `/emergence/shop-1`.
    let path: String

    private var parent: String { String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }
    private var name: String { String(path[(path.lastIndex(of: "/") ?? path.startIndex)...].dropFirst()) }
    private var monitor: String { parent + "/conmon-" + name }

    /// Makes a group for conmon alone.
    ///
    /// Only the hierarchies by which services know their processes matter; but the group is there in all of them, so
    /// that no other instance's end takes their common parent away while this one begins.
    func makeMonitorGroup() throws {
        for root in hierarchies.all { try Self.makeFolders(root, monitor) }
    }

    /// Moves conmon to its group, which is there.
    func moveMonitor(_ pid: Int32) throws {
        for root in hierarchies.supervising.isEmpty ? hierarchies.all : hierarchies.supervising {
            try Self.write(pid, to: root + monitor + "/cgroup.procs")
        }
    }

    /// Kills all processes of the instance, its monitor's included, and waits until they have ended.
    func killAll() async throws {
        // A process may start another before it's killed; a dead one that nobody has waited for is listed no more.
        for _ in 0..<20 {
            let processes = hierarchies.all.flatMap { Self.processes(of: $0 + path) + Self.processes(of: $0 + monitor) }
            let others = Set(processes).subtracting([getpid()])
            if others.isEmpty { return }
            for process in others {
                guard let descriptor = ProcessIdentity(of: process)?.descriptor() else { continue }
                _ = clinux_send_signal(descriptor.number, SIGKILL)
                _ = try await awaitReadable(descriptor, within: .seconds(10))
            }
        }
    }

    /// Removes the groups and, if no other instance has one, their parent; none there is no error.
    ///
    /// A monitor that still runs its exit command moves to the root first.
    func remove() async throws {
        for root in hierarchies.all {
            try await Self.removeGroup(root + path, in: root)
            try await Self.removeGroup(root + monitor, in: root)
            rmdir(root + parent)
        }
    }

    private static func makeFolders(_ root: String, _ path: String) throws(RuntimeError) {
        // Another instance's end may remove the parent between two steps: it's made again then.
        for attempt in 1... {
            var folder = root
            for component in path.split(separator: "/") {
                folder += "/" + component
                mkdir(folder, 0o755)
            }
            if access(folder, F_OK) == 0 { return }
            if attempt == 10 { throw .system(operation: "create", path: folder, code: errno) }
        }
    }

    private static func removeGroup(_ group: String, in root: String) async throws {
        for attempt in 1... {
            if rmdir(group) == 0 || errno == ENOENT { return }
            let code = errno
            if attempt == 200 { throw RuntimeError.system(operation: "remove", path: group, code: code) }
            // A process that was killed is in its group until the kernel is done with it, and can't be moved.
            if attempt > 1 { try await Task.sleep(for: .milliseconds(10)) }
            for process in processes(of: group) {
                // One that ended meanwhile can't be moved and needn't be.
                try? write(process, to: root + "/cgroup.procs")
            }
            var inner: [String] = []
            try FileTree.forEachName(in: group) { name throws(RuntimeError) in
                if FileTree.isFolder(group + "/" + name) { inner.append(group + "/" + name) }
            }
            for group in inner { try await removeGroup(group, in: root) }
        }
    }

    private static func processes(of group: String) -> [Int32] {
        let text = (try? TextFile.read(group + "/cgroup.procs")) ?? ""
        return text.split(separator: "\n").compactMap { Int32($0) }
    }

    private static func write(_ pid: Int32, to path: String) throws(RuntimeError) {
        try OpenDescriptor(path: path, O_WRONLY).writeAll("\(pid)\n".utf8, path: path)
    }
}
