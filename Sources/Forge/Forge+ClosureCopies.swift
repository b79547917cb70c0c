import ConfigurationGraph
import GraphStore
import Nix
public import NixStores
import Processes

/// What a runtime closure is to be made into.
public enum ClosureTarget: Sendable {
    /// A store below another root, which Nix knows where it is installed, with a file `registration` beside it for
    /// `nix-store --load-db` elsewhere.
    case store(root: String)
    /// A file that `nix-store --import` reads.
    case export(file: String)
    /// A binary cache.
    case cache(CacheFolder)

    /// Where it is.
    var path: String {
        switch self {
        case .store(let root): root
        case .export(let file): file
        case .cache(let cache): cache.folder
        }
    }
}

/// A closure that was made.
public struct MadeClosure: Hashable, Sendable {
    /// What copying came to.
    public let result: CopyResult
    /// Whether Nix's database has what was made: it is a store, and Nix is installed.
    public let isKnownToNix: Bool
}

extension Forge {
    /// Makes a runtime closure from its dependency nodes, wherever the paths are: every path is compared with the hash that
    /// the graph has of it.
    ///
    /// - Parameter artefact: the artefact whose origin is asked first.
    /// - Throws: as ``closureView(of:artefact:progress:)``, and what writing throws. What is whole by then stays; no path
    ///   or file is there that isn't.
    public func copyClosure(
        of outputs: [String], artefact: String?, to target: ClosureTarget,
        progress: @escaping @Sendable (CopyProgress) -> Void = { _ in }
    ) async throws -> MadeClosure {
        try await reportingFullDisk(of: folders.state, or: target.path) {
            try folders.create()
            let lease = try await Lease.take(folders, exclusive: false)
            let infos = try await store.read { try $0.runtimeClosure(of: outputs) }
            let roots = try outputs.map { try StoreDirectory.standard.storePath($0) }
            let copy = ClosureCopy(from: try await source(of: infos, artefact: artefact), report: progress)
            let result: CopyResult
            var isKnownToNix = false
            switch target {
            case .store(let root):
                let new = LocalStore(root: root)
                result = try await copy.copy(roots, to: new)
                try new.writeRegistration(to: "\(root)/registration")
                isKnownToNix = try await register(new, in: root)
            case .export(let file): result = try await copy.export(roots, to: file)
            case .cache(let cache): result = try await copy.copy(roots, to: cache)
            }
            _ = consume lease
            return MadeClosure(result: result, isKnownToNix: isKnownToNix)
        }
    }

    /// Has Nix's database know what is in a store; returns false where Nix isn't installed. What it knows already is no
    /// harm.
    private func register(_ store: LocalStore, in root: String) async throws -> Bool {
        let program: NixProgram
        do {
            program = try await NixProgram(root: root)
        } catch let error as NixForgeError where error.cause == .machine {
            return false
        }
        var command = program.command("nix-store", ["--load-db"], timeout: nil)
        command.input = Array(StoreRegistration(try store.infos()).text(in: store.directory).utf8)
        let result: Command.Result
        do { result = try await command.result() } catch CommandError.cancelled { throw CancellationError() }
        guard result.status == 0 else { throw NixForgeError.notRegistered(root: root, message: result.errorOutput) }
        return true
    }
}
