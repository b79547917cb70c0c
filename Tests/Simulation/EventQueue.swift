/// What is to happen, in order of time; what is of one time, in the order in which it was put in.
struct EventQueue<Action> {
    private var heap: [(time: Int64, order: Int, action: Action)] = []
    private var count = 0

    var nextTime: Int64? { heap.first?.time }

    mutating func put(_ action: Action, at time: Int64) {
        count += 1
        heap.append((time, count, action))
        var child = heap.count - 1
        while child > 0, isBefore(child, (child - 1) / 2) {
            heap.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func take() -> (time: Int64, action: Action)? {
        guard let first = heap.first else { return nil }
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && isBefore(child, least) {
                least = child
            }
            if least == parent { break }
            heap.swapAt(parent, least)
            parent = least
        }
        return (first.time, first.action)
    }

    private func isBefore(_ left: Int, _ right: Int) -> Bool {
        (heap[left].time, heap[left].order) < (heap[right].time, heap[right].order)
    }
}
