import ConfigurationGraph
import GraphStore
import Resolution
import Runtime

extension Engine {
    /// Starts a debug variant of an instance, which itself is left alone: what it runs, with a terminal, for a while.
    ///
    /// The variant ends by itself when its process ends or its time is over, and everything of it goes but its history.
    /// An instance that can't be kept running can be debugged as well as one that runs.
    ///
    /// - Throws: ``Failure`` when there is no such instance, no busybox where one is asked for, or the variant doesn't
    ///   start; nothing of it is left then.
    public func debug(_ request: DebugRequest, events: @escaping EventHandler) async throws -> InstanceReport {
        try await reportingFailures {
            let agent = try await agent(events)
            let original = try await onlyInstance(request.name)
            try await agent.requireHere(original, to: "debug")
            let draft = try await start(
                request, of: original, busybox: request.shell ? try StaticBusybox.path() : nil, agent: agent)
            let name = draft.instance.name
            events(.ready(instance: name))
            Self.tell(of: draft, original: original, shell: request.shell, events)
            let report = try await instances(automaton: nil).first { $0.instance == name }
            guard let report else {
                throw Failure(.failed, "\(name) has ended already", hint: "'emergence history' says how")
            }
            return report
        }
    }

    /// Commits a variant and starts it, under its lock: whoever finds it with no process would clear it away.
    private func start(
        _ request: DebugRequest, of original: String, busybox: String?, agent: Agent
    ) async throws -> DebugDraft {
        let session = DebugSession(
            original: original, author: settings.author, reason: request.reason, seconds: request.seconds)
        let host = try await agent.host()
        return try await untilUndisturbed("worked out") {
            let draft = try await store.read { view in
                try DebugDraft(of: original, request, session: session, busybox: busybox, host: host, in: view)
            }
            try await agent.whileLocked(draft.instance.name) { try await agent.start(draft) }
            return draft
        }
    }

    private static func tell(of draft: DebugDraft, original: String, shell: Bool, _ events: EventHandler) {
        let name = draft.instance.name
        if draft.unpublished { events(.note("\(name) publishes no port: \(original) has them")) }
        if draft.readsVolumes { events(.note("\(name) can read the volumes of \(original) and not write to them")) }
        if shell { events(.note("'emergence exec -it \(name) -- \(DebugVariant.shell) sh' opens a shell in it")) }
        if let session = draft.instance.session { events(.note("\(name) ends by itself at \(session.endsAt)")) }
    }

    /// Says no to starting debug variants, which are started once.
    func refuseVariants(among names: Set<String>) async throws {
        let variants = try await store.read { view in
            try names.sorted().compactMap { try view.value(Instance.self, named: $0) }.filter(\.isVariant)
        }
        guard let variant = variants.first, let session = variant.session else { return }
        throw Failure(
            .usage, "\(variant.name) is a debug variant, which is started once",
            hint: "'emergence debug \(session.original)' starts another")
    }
}
