import Glibc
import Synchronization

/// Moves of processes from one control group to another, and the wait that the first of them has.
///
/// For the first move in a while the kernel waits until each processor has been at rest once, ten milliseconds and more;
/// the moves that follow within about that time don't wait (`cgroup_threadgroup_rwsem` in kernel/cgroup/cgroup.c, on
/// kernel/rcu/sync.c; the mount option `favordynmods` is the same for good, and makes every fork slower). Two moves lie
/// on the way of every start: the monitor's and the container's own.
enum GroupMoves {
    /// Moves this process to the group that it's in, again and again: nothing changes, but nobody else waits.
    ///
    /// Where that can't be done, moves wait as ever.
    /// Who comes while another is at it leaves it to that one: each move keeps all others on the machine from forking.
    static func keepReady(for time: Duration) async {
        guard let group = ownGroup() else { return }
        let end = ContinuousClock.now + time
        while !Task.isCancelled, .now < end {
            if isDue(), (try? await Blocking.run({ try moveSelf(to: group) })) == nil { return }
            try? await Task.sleep(for: pause)
        }
    }

    /// When a move was last begun by anyone in this process.
    private static let latest = Mutex<ContinuousClock.Instant?>(nil)

    /// Whether the last move is long enough ago; if so, the caller's is the last from now on.
    private static func isDue() -> Bool {
        latest.withLock { latest in
            let now = ContinuousClock.now
            if let latest, latest + pause > now { return false }
            latest = now
            return true
        }
    }

    /// Does work while further moves don't wait.
    static func keptReady<Value>(
        isolation: isolated (any Actor)? = #isolation, _ work: () async throws -> Value
    ) async rethrows -> Value {
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await keepReady(for: .seconds(60)) }
            defer { tasks.cancelAll() }
            return try await work()
        }
    }

    /// Shorter than the kernel stays ready.
    private static let pause = Duration.milliseconds(5)

    /// The list of the processes of this process's own group, in the hierarchy of version 2 or in systemd's.
    private static func ownGroup() -> String? {
        guard let hierarchies = try? ControlGroupHierarchies.mounted(), let root = hierarchies.supervising.first,
            let lines = try? TextFile.read("/proc/self/cgroup")
        else { return nil }
        let names = root == hierarchies.unified ? [""] : ["name=systemd"]
        for line in lines.split(separator: "\n") {
            let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
            guard fields.count == 3, names.contains(String(fields[1])) else { continue }
            let list = root + (fields[2] == "/" ? "" : fields[2]) + "/cgroup.procs"
            return access(list, W_OK) == 0 ? list : nil
        }
        return nil
    }

    private static func moveSelf(to list: String) throws {
        try OpenDescriptor(path: list, O_WRONLY).writeAll("0\n".utf8, path: list)
    }
}
