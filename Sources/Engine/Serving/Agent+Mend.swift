import ConfigurationGraph
import GraphStore
import Runtime

extension Agent {
    /// Looks at what really runs, and starts what is lost, and what nobody has started.
    ///
    /// - Throws: ``Failure`` when the graph can't be read or written, or an instance doesn't start.
    func mend() async throws {
        try await observe()
        let lost = try await store.read { view in
            try view.values(InstanceStatus.self).filter { $0.state == .lost }.compactMap { status in
                try view.value(Instance.self, named: status.instance)
            }.filter { $0.isToRun && !$0.isVariant && isHere($0) }.map(\.name)
        }
        var mended: Set<String> = []
        for name in lost {
            if try await isLost(name) { mended.insert(name) }
        }
        mended.formUnion(try await unstarted())
        guard !mended.isEmpty else { return }
        try await reconcile(mended, waitUntilReady: false, timeout: .zero)
    }

    /// Whether an instance ended with nobody to tell of it. One of which nothing is left is just being taken down, and
    /// one that is being stopped is no loss, whatever the graph says of it until that is done.
    private func isLost(_ name: String) async throws -> Bool {
        guard !StopIntent(of: name, in: state).isSet, case .lost = try await runner.status(name) else { return false }
        return true
    }

    /// What a plan placed here and nobody has started: whoever should have was killed.
    private func unstarted() async throws -> [String] {
        try await store.read { [host = hostName] view in
            try view.values(InstanceStatus.self).filter { $0.state == .pending }.compactMap { status in
                try view.value(Instance.self, named: status.instance)
            }.filter { $0.isToRun && !$0.isVariant && $0.placement != nil && $0.host == host }.map(\.name)
        }
    }
}
