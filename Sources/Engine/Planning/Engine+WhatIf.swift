import ConfigurationGraph
import GraphStore
import Orchestrator

extension Engine {
    /// What the planner would do if something were otherwise, until there is nothing more to do: what is placed becomes
    /// ready at once, and time goes by as far as it waits. Nothing is changed.
    ///
    /// - Throws: ``Failure`` for a host or an automaton that isn't there, and for declarations that `plan` would refuse.
    public func whatIf(_ supposition: Supposition) async throws -> PlacementForecast {
        let outlook = supposition.files.isEmpty ? nil : try await draft(of: supposition.files).outlook
        return try await reportingFailures {
            try await store.read { view in
                let now = Moment.wall
                var reader = FleetReader(lookup: .resolver)
                var fleet = try reader.read(view, began: now).fleet
                var course = Course(now: now)
                // What would be done anyway isn't what is asked.
                _ = course.run(&fleet)
                let mark = fleet.mark()
                if let outlook {
                    let declared = view.overlaid(with: outlook)
                    for change in try reader.changes(try outlook.changed(in: view), in: declared) { fleet.take(change) }
                }
                let automatons = Set(try view.names(of: .automaton) + (outlook?.declaredAutomatons ?? []))
                try supposition.apply(to: &fleet, automatons: automatons, now: course.now)
                course.observations.measured = supposition.demands.map { demand in
                    Observation(
                        automaton: demand.automaton, location: demand.location,
                        requestsPerSecond: demand.requestsPerSecond, time: now)
                }
                let steps = course.run(&fleet)
                let pending = course.pending(in: fleet)
                fleet.undo(to: mark)
                return PlacementForecast(steps: steps, pending: pending)
            }
        }
    }
}

extension Engine {
    /// What the planner would do once a draft is committed and its instances run; nothing where nobody plans.
    func forecast(after draft: Draft) async throws -> PlacementForecast {
        guard try await store.attendance().isPlanned else { return PlacementForecast() }
        return try await store.read { view in
            var outlook = draft.outlook
            let instances = draft.transaction.puts.filter { [.instance, .runtimeSpec].contains($0.kind) }
            outlook.puts += instances
            outlook.deletes.formUnion(draft.transaction.deletes)
            for case .instance(let instance) in instances {
                outlook.puts.append(.instanceStatus(InstanceStatus(instance: instance.name, state: .ready)))
            }
            let declared = view.overlaid(with: outlook)
            var forecast = try PlacementForecast(in: declared, now: .wall)
            if draft.isLed {
                forecast.calls = try CallWarning.all(of: draft.concerned, in: declared)
                forecast.replacements = try ForecastReplacement.all(of: draft.concerned, from: view, to: declared)
            }
            return forecast
        }
    }
}

extension Transaction {
    /// What it would change in a view, unchecked.
    fileprivate func changed(in view: some GraphView) throws -> [NodeChangeValue] {
        let after = Dictionary(puts.map { ($0.id, $0) }) { _, last in last }
        return try Set(after.keys).union(deletes).sorted().map { id in
            NodeChangeValue(id: id, before: try view.node(id)?.node, after: after[id])
        }
    }

    fileprivate var declaredAutomatons: [String] { puts.filter { $0.kind == .automaton }.map(\.id.name) }
}

extension GraphView {
    /// The view with a transaction on top that isn't committed.
    func overlaid(with transaction: Transaction) -> any GraphView {
        OverlayView(base: self, transaction: transaction)
    }
}
