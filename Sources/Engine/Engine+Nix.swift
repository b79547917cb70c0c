public import ConfigurationGraph
public import Forge
import Foundation
import GraphStore
import Nix

/// What is to be forged by Nix, or of Nix, as a user says it.
public struct NixRequest: Hashable, Sendable {
    /// A store path, a Nix file, or a folder that has one.
    public var source: String
    /// Of a file: the attribute that is built.
    public var attribute: String?
    /// Of a file: the arguments of its function.
    public var arguments: [NixExpression.Argument] = []
    /// Of a file: whether it is to put a shell into what it builds.
    public var debug = false
    /// What is above `nix/store`, as Nix's own `--store ROOT` means it; nil for the host's store.
    public var root: String?
    /// The artefact's name; nil for the package's.
    public var name: String?
    /// How long Nix may take; nil for no end.
    public var timeout: Duration?
    /// The declaration set that wants it; nil for what is forged by hand.
    var declaredBy: String?

    public init(source: String) {
        self.source = source
    }

    /// Whether anything is said that only an expression can have.
    var isAboutExpression: Bool { attribute != nil || !arguments.isEmpty || debug || timeout != nil }
}

extension Engine {
    /// Brings what Nix builds, with all that it is built from, into the graph: from a store on this machine, where Nix
    /// isn't needed, or by having Nix build a file's expression.
    ///
    /// - Throws: ``Failure``; the graph wasn't changed then.
    public func forgeNix(_ request: NixRequest, events: @escaping EventHandler) async throws -> ForgedNix {
        try await reportingFailures {
            try requireRoot(to: "write to \(settings.stateDirectory)")
            return try await forged(request, events: events)
        }
    }

    /// How a derivation is built, as far as a store on this machine has it; nil for what is no derivation.
    ///
    /// - Throws: ``Failure`` when the graph can't be read.
    public func buildStep(of id: NodeID) async throws -> BuildStep? {
        guard id.kind == .derivation, let path = try? StoreDirectory.standard.storePath(id.name) else { return nil }
        return try await reportingFailures { try await forge.buildStep(of: path) }
    }

    /// The same, with the rooms' own errors.
    ///
    /// - Parameter original: told before the original of a debug variant is written, with what has its name.
    func forged(
        _ request: NixRequest, events: @escaping EventHandler,
        original: @escaping @Sendable (String, Artefact?) -> Void = { _, _ in }
    ) async throws -> ForgedNix {
        let forged =
            if let path = try? StoreDirectory.standard.storePath(request.source) {
                try await forge(path, request, events)
            } else {
                try await forgeExpression(request, events, original)
            }
        if !forged.isBuilt {
            events(.note("its outputs aren't in that store: only what it is built from is known"))
        }
        return forged
    }

    private func forge(
        _ path: Nix.StorePath, _ request: NixRequest, _ events: @escaping EventHandler
    ) async throws -> ForgedNix {
        guard !request.isAboutExpression else {
            throw Failure(
                .usage, "\(request.source) is a store path: an attribute, arguments, debug and a time are for Nix files"
            )
        }
        let root = request.storeRoot
        let drv = path.isDerivation ? path : try Forge.deriver(of: path, in: root)
        return try await forge.derivation(
            drv, in: root,
            as: NixDescription(
                name: request.name, output: path.isDerivation ? nil : request.source, source: request.source,
                declaredBy: request.declaredBy),
            author: settings.author, progress: progress(of: request.name ?? path.name, events))
    }

    private func forgeExpression(
        _ request: NixRequest, _ events: @escaping EventHandler,
        _ original: @escaping @Sendable (String, Artefact?) -> Void
    ) async throws -> ForgedNix {
        let progress = progress(of: request.name ?? request.attribute ?? request.fileName, events)
        return try await forge.expression(
            try request.expression, in: request.storeRoot, name: request.name, declaredBy: request.declaredBy,
            timeout: request.timeout, author: settings.author
        ) { event in
            if case .original(let name, let before) = event { original(name, before) } else { progress(event) }
        }
    }
}

extension NixRequest {
    /// The expression that is built.
    ///
    /// - Throws: `NixForgeError` when there is no such file.
    var expression: NixExpression {
        get throws {
            NixExpression(file: try file, attribute: attribute, arguments: arguments, debug: debug)
        }
    }

    /// What looks like a store path and is none is told of as one, where there is no such file.
    private var file: String {
        get throws {
            do {
                return try NixExpression.file(at: absolute(source))
            } catch NixForgeError.noSource(let path) {
                let store = StoreDirectory.standard.path + "/"
                guard source.hasPrefix(store), !source.dropFirst(store.count).contains("/") else {
                    throw NixForgeError.noSource(path)
                }
                do throws(StorePathError) { _ = try StoreDirectory.standard.storePath(source) } catch {
                    throw NixForgeError.badPath(error)
                }
                throw NixForgeError.noSource(path)
            }
        }
    }

    /// What is above `nix/store`; empty for the host's store.
    var storeRoot: String {
        let path = root.map(absolute) ?? ""
        return path == "/" ? "" : path
    }

    /// What the file, or the folder, is called: `.` has a name too.
    fileprivate var fileName: String { URL(fileURLWithPath: source).standardizedFileURL.lastPathComponent }

    private func absolute(_ path: String) -> String { URL(fileURLWithPath: path).standardizedFileURL.path }
}

/// Passes what is told of Nix on as the engine's.
private func progress(of artefact: String, _ events: @escaping EventHandler) -> @Sendable (NixForgeEvent) -> Void {
    { event in
        let step =
            switch event {
            case .read, .original: "reading derivations"
            case .evaluating: "evaluating"
            case .building(let name, let number, let count): "building \(name) (\(number) of \(count))"
            }
        events(.forging(artefact: artefact, step: step, done: 0, total: 0))
    }
}
