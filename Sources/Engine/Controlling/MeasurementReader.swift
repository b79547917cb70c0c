import ConfigurationGraph
import GraphStore

/// Finds out what hosts measured. Nobody is woken by that, so the store is asked each second.
actor MeasurementReader {
    private let store: any GraphStore
    private var last = ConfigurationGraph.Observations()

    init(of store: any GraphStore) { self.store = store }

    /// Waits for something new, and gives the newest of each subject; nil once the task is cancelled. A store that can't be
    /// asked is asked again.
    func next() async -> ConfigurationGraph.Observations? {
        while !Task.isCancelled {
            if let newest = try? await store.observations(since: nil).newest, newest != last {
                last = newest
                return newest
            }
            try? await Task.sleep(for: .seconds(1))
        }
        return nil
    }
}

extension GraphStore {
    /// What the hosts measured, each time that there is something new.
    var measurements: AsyncStream<ConfigurationGraph.Observations> {
        let reader = MeasurementReader(of: self)
        return AsyncStream { await reader.next() }
    }
}
