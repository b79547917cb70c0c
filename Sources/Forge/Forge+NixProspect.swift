public import ConfigurationGraph
import Foundation
import GraphStore
public import Nix
public import NixStores

/// What a Nix artefact will be, as far as can be told before it is forged.
public struct NixProspect: Sendable {
    /// Nodes that stand for those that there will be. Their contents aren't known, nor which program is the main one, so
    /// they are for working out what follows, and never for the graph.
    public var nodes: [Node]
    /// The artefact as it will be.
    public var artefact: Artefact
    /// What has its name now.
    public var before: Artefact?
    /// Whether its output is built already.
    public var isBuilt: Bool
}

extension Forge {
    /// What forging an expression would make; nil if the graph has that already, and a store the files.
    ///
    /// Nix evaluates the expression. Nothing is built or written, unless the expression itself needs it.
    ///
    /// - Throws: ``NixForgeError``, ``ForgeError``, `CancellationError`, and what reading the store throws.
    public func prospect(
        of expression: NixExpression, in root: String, name: String, declaredBy: String?, timeout: Duration?
    ) async throws -> NixProspect? {
        try Self.checkRoot(root)
        let build = NixBuild(try await NixProgram(root: root), source: expression.source, timeout: timeout)
        let found = try await build.evaluate(expression)
        try await build.checkArguments(of: expression)
        let wanted = NixArtefact(
            drv: StoreDirectory.standard.path(of: found.drv),
            outputs: [found.output].compactMap { $0.map { StoreDirectory.standard.path(of: $0) } },
            source: expression.source, expression: expression.declared, debug: expression.debug)
        let isBuilt = found.output.map { LocalStore(root: root).isOnDisk($0) } ?? false
        return try await prospect(
            of: wanted, mainProgram: found.mainProgram, name: name, in: root.isEmpty ? "/" : root,
            declaredBy: declaredBy, isBuilt: isBuilt)
    }

    /// What forging a store path of a store on this machine would make; nil if the graph has that already, and a store
    /// the files.
    ///
    /// - Throws: ``NixForgeError``, ``ForgeError``, and what reading the store throws.
    public func prospect(
        of path: Nix.StorePath, in root: String, name: String, declaredBy: String?
    ) async throws -> NixProspect? {
        let text = StoreDirectory.standard.path(of: path)
        let before = try await store.read { try $0.value(Artefact.self, named: name) }
        if let nix = before?.nix, nix.source == text, isPresent(nix) { return nil }
        let folder = try NixStoreFolder(root: root)
        let drv = path.isDerivation ? path : try Self.deriver(of: path, in: root)
        let description = NixDescription(
            name: name, output: path.isDerivation ? nil : text, source: text, declaredBy: declaredBy)
        let intake = try await store.read { try NixIntake(drv, in: folder, as: description, view: $0) { _ in } }
        return NixProspect(nodes: intake.nodes, artefact: intake.artefact, before: before, isBuilt: true)
    }

    /// What taking a store path from a cache would make; nil if the graph has that already, and a store the files. The
    /// cache isn't asked.
    ///
    /// - Throws: ``ForgeError``, and what reading the store throws.
    public func prospect(
        of path: Nix.StorePath, from address: CacheAddress, name: String, declaredBy: String?
    ) async throws -> NixProspect? {
        let text = StoreDirectory.standard.path(of: path)
        return try await prospect(
            of: NixArtefact(drv: nil, outputs: [text], source: text), mainProgram: nil, name: name,
            in: address.description, declaredBy: declaredBy, isBuilt: true)
    }

    private func prospect(
        of wanted: NixArtefact, mainProgram: String?, name: String, in place: String, declaredBy: String?, isBuilt: Bool
    ) async throws -> NixProspect? {
        let before = try await store.read { try $0.value(Artefact.self, named: name) }
        if let nix = before?.nix, nix.isForged(as: wanted, mainProgram: mainProgram), isPresent(nix) { return nil }
        var nix = wanted
        nix.origin = place
        if let output = nix.outputs.first {
            // There will hardly be none; which it is will be seen when it is built.
            nix.program = "\(output)/bin/\(mainProgram ?? PackageName(storePath: output).name)"
        }
        nix.variantOf = before?.nix?.variantOf
        var artefact = Artefact(name: name, content: .nix(nix))
        try artefact.takePlace(of: before, declaredBy: declaredBy)
        // A length that isn't none says that the content will be known.
        let paths = nix.outputs.map { ConfigurationGraph.StorePath(path: $0, content: .init(narHash: "", narSize: 1)) }
        return NixProspect(
            nodes: paths.map { .storePath($0) } + [.artefact(artefact)], artefact: artefact, before: before,
            isBuilt: isBuilt)
    }

    /// Whether the files of an artefact's outputs are where a start would find them.
    private func isPresent(_ nix: NixArtefact) -> Bool {
        let paths = nix.outputs.compactMap { try? StoreDirectory.standard.storePath($0) }
        if paths.allSatisfy(folders.store.contains) || paths.allSatisfy(folders.hostStore.isOnDisk) { return true }
        guard let origin = nix.origin else { return false }
        // A cache has what it had.
        return !origin.hasPrefix("/") || paths.allSatisfy(LocalStore(root: origin).isOnDisk)
    }

    /// Says when a folder is to be the root of a store and is surely none. What isn't there yet, or is empty, becomes one.
    private static func checkRoot(_ root: String) throws {
        guard !root.isEmpty, root != "/" else { return }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: root, isDirectory: &isFolder) else { return }
        let inside = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        guard isFolder.boolValue, inside.isEmpty || FileManager.default.fileExists(atPath: root + "/nix") else {
            throw NixForgeError.noStore(root: root)
        }
    }
}

extension NixArtefact {
    /// Whether it is what would be made now.
    fileprivate func isForged(as wanted: NixArtefact, mainProgram: String?) -> Bool {
        guard source == wanted.source, debug == wanted.debug else { return false }
        guard wanted.drv == nil || drv == wanted.drv else { return false }
        if let mainProgram, let program, !program.hasSuffix("/bin/\(mainProgram)") { return false }
        return wanted.outputs.isEmpty || outputs == wanted.outputs
    }
}
