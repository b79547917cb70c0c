import ConfigurationGraph
import Nix
import NixStores

/// A Nix artefact on its way into the graph: what of it the graph lacks.
struct NixIntake: Sendable {
    let artefact: Artefact
    /// The derivations that the graph lacks.
    let derivations: [ConfigurationGraph.Derivation]
    /// The store paths that it lacks, or whose content it doesn't know yet.
    let storePaths: [ConfigurationGraph.StorePath]
    /// Whether the content of the artefact's outputs is known.
    let isBuilt: Bool

    /// What one transaction puts.
    var nodes: [Node] {
        derivations.map { .derivation($0) } + storePaths.map { .storePath($0) } + [.artefact(artefact)]
    }

    /// Reads a derivation, its inputs, and what the store knows of their paths.
    ///
    /// - Throws: ``NixForgeError``, ``ForgeError``, ``FileError``, what `progress` and reading the view throw.
    init(
        _ drv: Nix.StorePath, in folder: NixStoreFolder, as description: NixDescription, view: any GraphView,
        progress: (Int) throws -> Void
    ) throws {
        var walk = DerivationWalk(store: folder.folder, reading: folder.derivation) {
            try view.value(ConfigurationGraph.Derivation.self, named: $0)
        }
        let root = try walk.run(from: drv, progress: progress)
        derivations = walk.derivations
        let outputs = try Self.outputs(of: root, description)
        var paths = walk.storePaths
        paths.formUnion(try outputs.map { try StoreDirectory.standard.storePath($0) })
        let asked = paths.union(try view.unknownOutputs(below: root.path))
        let infos = try NixDatabase(of: folder)?.closure(of: asked.sorted()) ?? [:]
        storePaths = try view.storePathsToPut(paths, infos)
        let built = Set(storePaths.filter { $0.content != nil }.map(\.path))
        isBuilt = try outputs.allSatisfy { output in
            try built.contains(output)
                || view.value(ConfigurationGraph.StorePath.self, named: output)?.content != nil
        }
        var artefact = try Self.artefact(of: root, outputs: outputs, in: isBuilt ? folder : nil, description)
        try artefact.takePlace(
            of: try view.value(Artefact.self, named: artefact.name), declaredBy: description.declaredBy)
        self.artefact = artefact
    }

    private static func artefact(
        of derivation: ConfigurationGraph.Derivation, outputs: [String], in folder: NixStoreFolder?,
        _ description: NixDescription
    ) throws -> Artefact {
        let paths = try outputs.map { try StoreDirectory.standard.storePath($0) }
        let program = folder.flatMap { folder in
            MainProgram.find(in: paths, named: description.mainProgram, in: LocalStore(root: folder.root))
        }
        let name = description.name ?? suggestedName(for: derivation.path) + (description.debug ? "-debug" : "")
        guard ArtefactName.isValid(name) else { throw ForgeError.badName(name) }
        return Artefact(
            name: name,
            content: .nix(
                NixArtefact(
                    drv: derivation.path, outputs: outputs, source: description.source,
                    expression: description.expression, origin: folder?.origin, program: program,
                    debug: description.debug, variantOf: description.variantOf)))
    }

    /// Which of the derivation's outputs the artefact is: the one that was asked for, else `out`, else the first.
    private static func outputs(
        of derivation: ConfigurationGraph.Derivation, _ description: NixDescription
    ) throws -> [String] {
        if let output = description.output { return [output] }
        let output = derivation.outputs.first { $0.name == "out" } ?? derivation.outputs.first
        return [output?.path].compactMap(\.self)
    }

    /// A derivation's name without its version, as a name for an artefact.
    static func suggestedName(for path: String) -> String {
        ArtefactName.suggested(by: PackageName(storePath: path).name)
    }
}
