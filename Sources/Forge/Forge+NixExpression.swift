import ConfigurationGraph
import GraphStore
import Nix

extension Forge {
    /// Has Nix build an expression, and takes the derivation with all that it is built from, its outputs and what these
    /// refer to into the graph, in one transaction.
    ///
    /// A debug variant's original comes into the graph before it, unless it is there. What is built already is not built
    /// again, and what the graph has is not read again: twice is once. What Nix says is kept in
    /// `STATE/nix/logs/ARTEFACT.log`.
    ///
    /// - Parameters:
    ///   - root: what is above `nix/store`, as Nix's own `--store ROOT` means it; empty for the host's store.
    ///   - name: the artefact's name; nil for the package's.
    ///   - declaredBy: the declaration set that wants it; nil for what is forged by hand.
    ///   - timeout: how long evaluating and building may take; nil for no end.
    /// - Throws: ``NixForgeError``, ``ForgeError``, ``FileError``, `CancellationError`, and what the store throws; the
    ///   graph wasn't changed then. What Nix built by then stays in its store.
    public func expression(
        _ expression: NixExpression, in root: String, name: String?, declaredBy: String? = nil, timeout: Duration?,
        author: String, progress: @escaping @Sendable (NixForgeEvent) -> Void = { _ in }
    ) async throws -> ForgedNix {
        try await reportingFullDisk(of: folders.state) {
            if let name, !ArtefactName.isValid(name) { throw ForgeError.badName(name) }
            try folders.create()
            let build = NixBuild(try await NixProgram(root: root), source: expression.source, timeout: timeout)
            progress(.evaluating)
            let made = try await build.instantiate(expression)
            try await build.checkArguments(of: expression)
            let name = name ?? NixIntake.suggestedName(for: made.drv.baseName) + (expression.debug ? "-debug" : "")
            let mainProgram = try await build.mainProgram(of: expression)
            let original = expression.debug ? try await self.original(of: expression, made, name, build) : nil
            let lease = try await Lease.take(folders, exclusive: false)
            let log = try NixLog(of: name, in: folders)
            _ = consume lease
            try await build.realise([made.drv] + (original?.made.map { [$0.drv] } ?? []), log: log, progress: progress)
            var description = NixDescription(
                name: name, source: expression.source, expression: expression.declared, mainProgram: mainProgram,
                debug: expression.debug)
            if let original, let made = original.made {
                description.name = original.name
                description.debug = false
                progress(.original(original.name, before: original.before))
                _ = try await take(made, in: root, as: description, author: author, progress: progress)
                description.name = name
                description.debug = true
            }
            description.variantOf = original?.name
            description.declaredBy = declaredBy
            return try await take(made, in: root, as: description, author: author, progress: progress)
        }
    }

    /// What a debug variant is a variant of: an artefact by that name, to be built unless the graph has it.
    private struct Original {
        let name: String
        let made: NixBuild.Made?
        /// What has its name now.
        var before: Artefact?
    }

    private func original(
        of expression: NixExpression, _ variant: NixBuild.Made, _ name: String, _ build: NixBuild
    ) async throws -> Original {
        let made = try await build.instantiate(expression.original)
        guard made.drv != variant.drv else { throw NixForgeError.noDebugArgument(source: expression.source) }
        let isUsual = name.hasSuffix("-debug")
        let usual = isUsual ? String(name.dropLast(6)) : NixIntake.suggestedName(for: made.drv.baseName)
        let drv = StoreDirectory.standard.path(of: made.drv)
        return try await store.read { view in
            let same = try view.values(Artefact.self).filter { $0.nix?.drv == drv && $0.name != name }
            if let known = same.first(where: { $0.name == usual }) ?? same.first {
                return Original(name: known.name, made: nil)
            }
            let taken = try view.value(Artefact.self, named: usual)
            if let taken, taken.nix?.source != expression.source {
                throw NixForgeError.originalTaken(name: usual, source: taken.source)
            }
            return Original(name: usual, made: made, before: taken)
        }
    }

    /// Takes what Nix built into the graph.
    private func take(
        _ made: NixBuild.Made, in root: String, as description: NixDescription, author: String,
        progress: @escaping @Sendable (NixForgeEvent) -> Void
    ) async throws -> ForgedNix {
        var description = description
        if let wanted = made.output {
            let path = try NixStoreFolder(root: root).derivation(at: made.drv)?.derivation.outputs[wanted]?.path
            description.output = path.map { StoreDirectory.standard.path(of: $0) }
        }
        return try await derivation(made.drv, in: root, as: description, author: author, progress: progress)
    }
}

extension Artefact {
    fileprivate var source: String {
        switch content {
        case .image(let image): image.reference
        case .nix(let nix): nix.source
        }
    }
}
