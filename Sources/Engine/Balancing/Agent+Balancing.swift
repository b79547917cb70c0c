import ConfigurationGraph
import GraphStore
import Relay
import Runtime

extension Agent {
    /// HAProxy's folder.
    var balancerFolder: BalancerFolder { BalancerFolder(stateDirectory: state.path) }

    /// The HAProxy of this state directory: running, or left behind by a `serve` that was killed; empty if there is none.
    var balancerProcesses: [Int32] { (try? BalancerProcess(folder: balancerFolder))?.processes() ?? [] }

    /// The ports of the host that are mapped to an instance: all that it publishes but those that HAProxy answers at, and
    /// those by which other hosts reach it.
    ///
    /// While there is no HAProxy, the first of an automaton's instances has them: a port can be mapped to one only.
    func mappedPorts(of assignment: Assignment) async throws -> [PublishedPort] {
        let published = try await publishedPorts(of: assignment)
        return published + (try await exposures(of: assignment, besides: published))
    }

    private func publishedPorts(of assignment: Assignment) async throws -> [PublishedPort] {
        let all = try assignment.spec.publishedPorts()
        let balanced = Set(try assignment.spec.balancedPorts().map(\.port))
        guard !balanced.isEmpty, !assignment.instance.isVariant else { return all }
        let others = all.filter { !balanced.contains($0) }
        guard balancerProcesses.isEmpty else { return others }
        let siblings = try await siblings(of: assignment)
        let taken = network.attachments().filter { siblings.contains($0.instance) }.flatMap(\.publish)
        return all.filter { port in !balanced.contains(port) || !taken.contains(where: port.collides) }
    }

    /// The other instances of its automaton.
    private func siblings(of assignment: Assignment) async throws -> Set<String> {
        let automaton = assignment.automaton.id
        let names = try await store.read { view in
            try view.edges(to: automaton).filter { $0.label == .instanceOf }.map(\.from.name)
        }
        return Set(names).subtracting([assignment.instance.name])
    }

    /// Takes the mappings of those ports away that HAProxy answers at now: a mapping would win.
    ///
    /// - Throws: `RelayError` if a plugin refuses.
    func handPortsOver(_ assignments: [Assignment]) async throws {
        guard !assignments.isEmpty else { return }
        let attached = network.attachments().reduce(into: [String: Attachment]()) { $0[$1.instance] = $1 }
        for assignment in assignments {
            guard let attachment = attached[assignment.instance.name] else { continue }
            let balanced = Set(try assignment.spec.balancedPorts().map(\.port))
            let left = attachment.publish.filter { !balanced.contains($0) }
            guard left != attachment.publish else { continue }
            try await network.publish(left, of: attachment.instance)
        }
    }

    /// Maps the ports that HAProxy answered at to the first instance of each automaton again.
    ///
    /// - Throws: `RelayError` if a plugin refuses.
    func takePortsBack(_ assignments: [Assignment]) async throws {
        var given: [PublishedPort] = []
        for assignment in assignments where assignment.instance.desired == .running && !assignment.instance.isVariant {
            guard let attachment = network.attachments().first(where: { $0.instance == assignment.instance.name })
            else { continue }
            let missing = try assignment.spec.balancedPorts().map(\.port).filter { port in
                !given.contains(where: port.collides)
            }
            given += missing
            let wanted = attachment.publish + missing.filter { !attachment.publish.contains($0) }
            try await network.publish(wanted, of: attachment.instance)
        }
    }
}
