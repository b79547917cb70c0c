import ConfigurationGraph
import GraphStore
import Orchestrator
import Resolution

/// What a debug variant adds to the graph: a function of the view and of what is asked for.
struct DebugDraft {
    /// The variant.
    let instance: Instance
    /// What it would publish if the original didn't, as `18080:8080/tcp`.
    let unpublished: Bool
    /// Whether it has state volumes, which it can't write to.
    let readsVolumes: Bool
    let transaction: Transaction

    /// - Throws: ``Failure`` when the original isn't there or is a variant itself, and whatever placing and resolving
    ///   throw.
    init(
        of original: String, _ request: DebugRequest, session: DebugSession, busybox: String?, host: Host,
        in view: some GraphView
    ) throws {
        let assignment = try Assignment(of: original, in: view)
        if let other = assignment.instance.session {
            throw Failure(
                .usage, "\(original) is a debug variant itself",
                hint: "'emergence debug \(other.original)' starts another")
        }
        var variant = try Placement.variant(of: assignment.instance, for: session, on: host, in: view)
        let resolved = try DebugVariant(
            name: variant.name, original: original, host: host, idBase: variant.idBase, program: request.program,
            busybox: busybox
        ).resolve(assignment.spec)
        variant.spec = resolved.node.nodeName
        instance = variant
        unpublished = assignment.parameter("relay.publish") != nil
        readsVolumes = !assignment.automaton.volumes.isEmpty
        let reason = session.reason.map { ": \($0)" } ?? ""
        transaction = Transaction(
            author: session.author, roles: [.orchestrator],
            message: "debug \(original) as \(variant.name) until \(session.endsAt)\(reason)",
            preconditions: [.graphUnchanged(since: view.revision)],
            puts: [.runtimeSpec(resolved.node), .instance(variant)])
    }
}
