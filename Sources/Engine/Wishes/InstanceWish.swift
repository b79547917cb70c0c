import ConfigurationGraph
import GraphStore
import Resolution

/// What the operator wants of instances by a command.
enum InstanceWish: Hashable, Sendable {
    /// They run.
    case start
    /// They are stopped, and stay so.
    case stop
    /// They run, each in a process that is started from now on.
    case restart
    /// Those of these automatons have a terminal, and the others have none.
    case terminals(of: Set<String>)
}

extension InstanceWish: CustomStringConvertible {
    /// What it does, as the history says it.
    var description: String {
        switch self {
        case .start: "running"
        case .stop: "stopped"
        case .restart: "restart"
        case .terminals: "debug"
        }
    }

    /// What is to be the case then; nil where that stays as it is.
    var desired: Instance.DesiredState? {
        switch self {
        case .start, .restart: .running
        case .stop: .stopped
        case .terminals: nil
        }
    }
}

extension InstanceWish {
    /// What writes to the graph that this is wanted of instances, if none of them is changed meanwhile; nil where it is
    /// written there already. An instance that isn't there any more is left out.
    ///
    /// - Parameter past: what instances resolve to that run something else than is declared; see ``pastSpecs(of:terminalsOf:in:)``.
    /// - Throws: `ResolutionFailure` for one that can't be resolved with a terminal, and whatever reading the view throws.
    func transaction(
        for names: Set<String>, author: String, past: [String: RuntimeSpecNode] = [:], in view: any GraphView
    ) throws -> Transaction? {
        var transaction = Transaction(
            author: author, roles: [.orchestrator], message: "\(self) \(names.sorted().joined(separator: " "))")
        for name in names.sorted() {
            guard let node = try view.node(NodeID(.instance, name)), case .instance(let instance) = node.node else {
                continue
            }
            transaction.preconditions.append(.unchanged(node.id, since: node.revision))
            var wanted = instance
            wanted.desired = desired ?? instance.desired
            switch self {
            case .start, .stop: break
            case .restart: wanted.restartAsked = view.revision
            case .terminals(let automatons):
                wanted.debug = automatons.contains(instance.automaton)
                guard wanted.debug != instance.debug else { break }
                let spec = try past[name] ?? Self.spec(of: wanted, in: view)
                wanted.spec = spec.nodeName
                wanted.restartAsked = view.revision
                transaction.puts.append(.runtimeSpec(spec))
            }
            if wanted != instance { transaction.puts.append(.instance(wanted)) }
        }
        try transaction.deleteUnusedSpecs(in: view)
        return transaction.puts.isEmpty ? nil : transaction
    }

    /// What instances resolve to with the terminals wished for that run what was declared before, as what is declared
    /// failed: that is read where it was declared.
    static func pastSpecs(
        of names: Set<String>, terminalsOf automatons: Set<String>, in store: any GraphStore
    ) async throws -> [String: RuntimeSpecNode] {
        let instances = try await store.read { view in
            try names.sorted().compactMap { name -> (Instance, Host)? in
                guard let instance = try view.value(Instance.self, named: name),
                    instance.resolvedFrom?.insteadOf != nil, let host = try view.value(Host.self, named: instance.host)
                else { return nil }
                return (instance, host)
            }
        }
        var specs: [String: RuntimeSpecNode] = [:]
        for (var instance, host) in instances {
            instance.debug = automatons.contains(instance.automaton)
            specs[instance.name] = try await store.read(at: instance.resolvedFrom?.revision) { [instance] view in
                try spec(of: instance, on: host, in: view)
            }
        }
        return specs
    }

    private static func spec(of instance: Instance, in view: any GraphView) throws -> RuntimeSpecNode {
        guard let host = try view.value(Host.self, named: instance.host) else {
            throw Failure(.unavailable, "\(instance.name) is on \(instance.host), which isn't there any more")
        }
        return try spec(of: instance, on: host, in: view)
    }

    private static func spec(of instance: Instance, on host: Host, in view: any GraphView) throws -> RuntimeSpecNode {
        try Resolver.resolve(
            ResolutionRequest(
                instance: instance.name, automaton: instance.automaton, host: host, idBase: instance.idBase,
                debug: instance.debug), in: view
        ).node
    }
}
