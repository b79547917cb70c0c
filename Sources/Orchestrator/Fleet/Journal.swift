import ConfigurationGraph

/// What was done to a fleet since somebody asked to be able to undo it.
struct Journal: Sendable {
    enum Entry: Sendable {
        case added(Int)
        case removed(Int, InstanceState)
        case changed(Int, InstanceState)
        case host(Int, HostState, wasGone: Bool)
        case automaton(Int, AutomatonPolicy, wasGone: Bool)
        case memory(Int, AutomatonMemory)
        case bound(String)
        case unbound(String, VolumeState)
    }

    private(set) var entries: [Entry] = []
    /// How many marks are waited for; without any nothing is written down.
    var readers = 0

    mutating func record(_ entry: @autoclosure () -> Entry) {
        if readers > 0 { entries.append(entry()) }
    }

    mutating func takeLast() -> Entry? { entries.popLast() }
    var count: Int { entries.count }
}

extension Fleet {
    /// A state that can be gone back to.
    public struct Mark: Sendable {
        let entries: Int
        let attention: Set<Int>
        let pending: Set<Int>
        let joins: [Int: Int]
        let strained: Set<Int>
        let givenUp: Set<Int>
        let timers: [Int: Moment]
        let roomGrew: Bool
    }

    /// Remembers the present state, at no cost but what is done from now on. Each mark must be undone, or kept.
    public mutating func mark() -> Mark {
        journal.readers += 1
        return Mark(
            entries: journal.count, attention: attention, pending: pending, joins: joins, strained: strained,
            givenUp: givenUp, timers: timers, roomGrew: roomGrew)
    }

    /// Keeps what was done since.
    public mutating func keep(_ mark: Mark) {
        journal.readers -= 1
        if journal.readers == 0 { journal = Journal() }
    }

    /// Undoes what was done since, in time proportional to that.
    public mutating func undo(to mark: Mark) {
        let readers = journal.readers
        journal.readers = 0
        while journal.count > mark.entries, let entry = journal.takeLast() { undo(entry) }
        journal.readers = readers - 1
        attention = mark.attention
        pending = mark.pending
        joins = mark.joins
        strained = mark.strained
        givenUp = mark.givenUp
        timers = mark.timers
        roomGrew = mark.roomGrew
    }

    private mutating func undo(_ entry: Journal.Entry) {
        switch entry {
        case .added(let slot): remove(slot: slot)
        case .removed(let slot, let state):
            // What came after is undone already, so its slot is the last that became free.
            assert(freeSlots.last == slot)
            add(state)
        case .changed(let slot, let state): change(slot, to: state)
        case .host(let number, let state, let wasGone): set(number, to: state, gone: wasGone)
        case .automaton(let number, let policy, let wasGone): set(number, to: policy, gone: wasGone)
        case .memory(let number, let memory): automatons[number].memory = memory
        case .bound(let volume): volumes[volume] = nil
        case .unbound(let volume, let state): volumes[volume] = state
        }
    }
}
