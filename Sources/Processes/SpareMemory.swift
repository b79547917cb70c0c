import CLinux

/// Memory that this process had for a moment's work.
public enum SpareMemory {
    /// Gives it back to the system every half minute, until the task is cancelled.
    ///
    /// The allocator keeps what was freed, for each thread apart: after a hundred starts that was twice as much as an agent
    /// had in use, for good. Giving back takes a millisecond. From now on threads share what is freed, by halves.
    ///
    /// - Parameter free: has others free what they keep, before.
    public static func giveBackFromTimeToTime(_ free: () -> Void) async {
        clinux_share_memory()
        while (try? await Task.sleep(for: .seconds(30))) != nil {
            free()
            clinux_give_memory_back()
        }
    }
}
