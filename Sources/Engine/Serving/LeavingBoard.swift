/// The instances that are being ended.
actor LeavingBoard {
    private var leaving: Set<String> = []

    /// Gives an instance no new requests from now on. Whoever gets true ends it, and says when that is done.
    func begin(_ instance: String) -> Bool { leaving.insert(instance).inserted }

    func end(_ instance: String) { leaving.remove(instance) }

    func isLeaving(_ instance: String) -> Bool { leaving.contains(instance) }
}
