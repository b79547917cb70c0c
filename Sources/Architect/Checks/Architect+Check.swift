public import ConfigurationGraph

extension Architect {
    /// Checks declarations against the graph: that whatever they name is declared or there, that nobody waits for
    /// himself, that no node of another declaration set is taken over, and that nothing is deleted that others need.
    ///
    /// - Returns: all that is wrong, in the order of the files.
    /// - Throws: whatever reading the view throws.
    public static func check(_ declarations: Declarations, against view: some GraphView) throws -> [Diagnostic] {
        let outlook = try Outlook(declarations, over: view)
        var findings = Findings(in: declarations.sources)
        outlook.checkReferences(into: &findings)
        outlook.checkOwners(into: &findings)
        try outlook.checkRemovals(in: view, into: &findings)
        outlook.checkCycles(into: &findings)
        outlook.checkExclusiveVolumes(into: &findings)
        return DiagnosticReport(findings.diagnostics).diagnostics
    }

    /// Checks declarations by themselves, as someone does who has no graph: what they name may be declared elsewhere.
    ///
    /// - Returns: all that is wrong, in the order of the files.
    public static func check(_ declarations: Declarations) -> [Diagnostic] {
        guard let outlook = try? Outlook(declarations, over: Graph()) else { return [] }
        var findings = Findings(in: declarations.sources)
        outlook.checkCycles(into: &findings)
        outlook.checkExclusiveVolumes(into: &findings)
        return DiagnosticReport(findings.diagnostics).diagnostics
    }
}

extension Outlook {
    /// Every name must be one of a node that is declared or there.
    fileprivate func checkReferences(into findings: inout Findings) {
        let declared = Set(declarations.nodes.map(\.id))
        for reference in declarations.references where declared.contains(reference.from) {
            let names = names(of: reference.to.kind)
            guard !names.contains(reference.to.name) else { continue }
            let hint =
                reference.to.kind == .artefact
                ? "declare it, or 'emergence forge image REF --name \(reference.to.name)' makes it" : "declare it"
            findings.note(
                "there is no \(reference.to.kind.rawValue) '\(reference.to.name)'",
                hint: Spelling.suggestion(for: reference.to.name, among: names) ?? hint, at: reference.location)
        }
    }

    /// A node belongs to the set that declared it first.
    fileprivate func checkOwners(into findings: inout Findings) {
        for node in declarations.nodes {
            guard let declaration = node.declaration, let owner = before[node.id]?.node.declaration,
                owner.set != declarations.set
            else { continue }
            findings.note(
                """
                \(node.id) belongs to the declaration set '\(owner.set)' (\(owner.location)), \
                so '\(declarations.set)' can't change it
                """,
                hint: "'--set \(owner.set)' changes it as that set; else rename it, or delete it there first",
                at: declaration.location)
        }
    }

    /// What the set no longer declares can go only if nobody refers to it.
    fileprivate func checkRemovals(in view: some GraphView, into findings: inout Findings) throws {
        let gone = Set(removed.map(\.id))
        for node in removed {
            let referrers = try view.edges(to: node.id).map(\.from)
                .filter { !gone.contains($0) && before[$0] == nil && Role.operator.writes.contains($0.kind) }
            guard !referrers.isEmpty, let declaration = node.node.declaration else { continue }
            let who = Set(referrers).sorted().map(\.description).joined(separator: ", ")
            findings.note(
                "\(node.id) is no longer declared by '\(declarations.set)' but can't be deleted: \(who) refers to it",
                at: declaration.location)
        }
    }

    /// Automatons can't wait for each other in a circle.
    fileprivate func checkCycles(into findings: inout Findings) {
        let waits = automatons.mapValues { $0.dependencies.filter(\.startOrder).map(\.automaton) }
        for cycle in Cycles.find(in: waits) {
            let names = (cycle + cycle.prefix(1)).joined(separator: " → ")
            let dependency = automatons[cycle[0]]?.dependencies.first { $0.automaton == (cycle + cycle)[1] }
            guard let dependency else { continue }
            findings.note(
                "these automatons wait for each other: \(names)",
                hint: "set 'startOrder: false' on a dependency that needn't be waited for", at: dependency.location)
        }
    }

    /// A volume that is exclusive can be mounted by one automaton only.
    fileprivate func checkExclusiveVolumes(into findings: inout Findings) {
        let declared = Set(declarations.nodes.map(\.id))
        var first: [String: Automaton] = [:]
        for automaton in automatons.values.sorted(by: { $0.name < $1.name }) {
            for mount in automaton.volumes where volumes[mount.volume]?.isExclusive == true {
                guard let other = first[mount.volume], other.name != automaton.name else {
                    first[mount.volume] = automaton
                    continue
                }
                guard declared.contains(automaton.id) || declared.contains(other.id) else { continue }
                findings.note(
                    "the volume '\(mount.volume)' is exclusive, and \(other.id) mounts it already",
                    hint: "set 'accessMode: sharedWrite' on the volume to share it", at: mount.location)
            }
        }
    }
}

extension Volume {
    /// Whether one automaton alone may mount it: so unless its settings say otherwise.
    fileprivate var isExclusive: Bool {
        func value(_ parameter: String) -> String? {
            settings.first { $0.parameter == parameter }?.value.shown
        }
        return (value("volume.accessMode") ?? "exclusive") == "exclusive" && value("volume.perInstance") != "true"
    }
}
