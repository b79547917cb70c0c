public import Nix

/// Why a Nix artefact isn't forged.
public enum NixForgeError: Error, Hashable, Sendable {
    /// There is no store in that folder.
    case noStore(root: String)
    /// A path isn't in the store that is read.
    case notInStore(StorePath, store: String, neededBy: StorePath?)
    /// A derivation's file is no derivation.
    case malformed(StorePath, ATermError)
    /// A derivation isn't what its name says, or its inputs aren't what it needs.
    case derivation(DerivationError)
    /// What was given is no store path.
    case badPath(StorePathError)
    /// The store's database can't be read.
    case database(path: String, reason: String)
    /// The store's database names no path's content, or not all that it refers to.
    case incomplete(StorePath, neededBy: StorePath)
    /// The graph knows a path's name alone.
    case unknownContent(String)
    /// A source has another content under a path than the graph knows.
    case otherContent(StorePath, place: String)
    /// A path's derivation isn't known to the store.
    case noDeriver(StorePath, store: String)
    /// There is no such file or folder to build from.
    case noSource(String)
    /// A folder has neither `release.nix` nor `default.nix`.
    case noExpression(folder: String)
    /// Nix can't make derivations of the expression; the message is its own.
    case evaluation(source: String, message: String)
    /// The expression, or its attribute, holds no derivation, or several, which are named by their attributes.
    case derivations([String], source: String)
    /// No function of the expression takes an argument that is given; those that they name are known.
    case unknownArgument(String, source: String, known: [String])
    /// The expression makes the same with `debug` as without.
    case noDebugArgument(source: String)
    /// The variant's original would take the name of an artefact that comes from something else.
    case originalTaken(name: String, source: String)
    /// A build failed; the lines are the last that Nix wrote.
    case build(StorePath, lines: [String], log: String)
    /// The time given wasn't enough.
    case timedOut(source: String, after: Duration, log: String?)
    /// A path, or what it refers to, didn't come from a cache in the time given.
    case notFetched(StorePath, from: String, within: Duration)
    /// A build found no space on a disk.
    case diskFull(StorePath, log: String)
    /// Nix isn't there, or can't be asked.
    case noNix(reason: String)
    /// Nix's database doesn't take what was put into a store.
    case notRegistered(root: String, message: String)
    /// Nix is older than what is needed.
    case oldNix(found: String, needed: String)
}

extension NixForgeError {
    /// Who has to do something about it.
    public enum Cause: Hashable, Sendable {
        /// What was given is wrong.
        case input
        /// The work was tried, and failed.
        case work
        /// It can't be done on this machine now.
        case machine
    }

    public var cause: Cause {
        switch self {
        case .build, .timedOut, .notRegistered: .work
        case .diskFull, .noNix, .oldNix, .notFetched: .machine
        default: .input
        }
    }
}

extension NixForgeError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .noStore(let root): "there is no Nix store in '\(root)': \(root)/nix/store isn't a folder"
        case .notInStore(let path, let store, nil): "\(path) isn't in \(store)"
        case .notInStore(let path, let store, let needing?):
            "\(needing) needs \(path), which isn't in \(store)"
        case .malformed(let path, let error): "\(path) is damaged: \(error)"
        case .derivation(let error): "\(error)"
        case .badPath(let error): "\(error)"
        case .database(let path, let reason): "the store's database \(path) can't be read: \(reason)"
        case .incomplete(let path, let needing):
            "the store's database says that \(needing) refers to \(path), and doesn't know that"
        case .otherContent(let path, let place):
            "\(place) has another content under \(path) than the graph: it was built again, and not the same came out"
        case .unknownContent(let path): "the content of \(path) isn't known"
        case .noDeriver(let path, let store): "\(store) doesn't know which derivation built \(path)"
        case .noSource(let path): "there is no file or folder '\(path)'"
        case .noExpression(let folder): "'\(folder)' has neither release.nix nor default.nix"
        case .evaluation(let source, let message): "Nix can't evaluate \(source):\n\(message)"
        case .derivations(let names, let source):
            names.isEmpty
                ? "\(source) holds no derivation"
                : "\(source) holds \(names.count) derivations: \(Self.list(names))"
        case .unknownArgument(let name, let source, _): "no function of \(source) takes an argument '\(name)'"
        case .noDebugArgument(let source):
            "\(source) makes the same with 'debug' as without: its function has no such argument, or doesn't use it"
        case .originalTaken(let name, let source):
            "the variant's original isn't in the graph, and '\(name)' is taken by an artefact from \(source)"
        case .build(let drv, let lines, let log):
            "building \(drv) failed:\n" + lines.map { "  \($0)\n" }.joined() + "the whole log: \(log)"
        case .timedOut(let source, let time, let log):
            "\(source) wasn't built within \(time)" + (log.map { "; the log so far: \($0)" } ?? "")
        case .notFetched(let path, let place, let time):
            "\(path) didn't come from \(place) within \(time); what has come is kept"
        case .diskFull(let drv, let log): "a disk is full: \(drv) can't be built; the log: \(log)"
        case .noNix(let reason): "Nix can't be run: \(reason)"
        case .notRegistered(let root, let message):
            "the closure is in \(root), and Nix's database doesn't take it:\n\(message)"
        case .oldNix(let found, let needed): "this is Nix \(found), and \(needed) or newer is needed"
        }
    }

    /// What to do; nil where the message says it.
    public var hint: String? {
        switch self {
        case .noStore: "name the folder that has nix/store in it, as Nix's own --store does"
        case .notInStore(_, _, .some): "copy the derivation with all it needs: 'nix-store -qR DRV' lists that"
        case .otherContent: "remove the artefacts that need that path and run 'emergence gc', or use another cache"
        case .unknownContent: "build it with Nix, and forge it again from the store that has it"
        case .noDeriver: "give the derivation: 'nix-store -q --deriver PATH'"
        case .noExpression: "name the file"
        case .derivations(let names, _): names.isEmpty ? nil : "choose one with '-A ATTRIBUTE'"
        case .unknownArgument(_, _, let known):
            known.isEmpty ? "leave it out: nothing there takes arguments" : "known are: \(Self.list(known))"
        case .noDebugArgument: "write it as '{ debug ? false }: …', and use it"
        case .originalTaken: "forge the original first, under another name"
        case .timedOut, .notFetched: "give more time with '--timeout'"
        case .diskFull: "'nix-collect-garbage' and 'emergence gc' make room"
        case .noNix: "apt-get install nix-bin; what is built already can be forged without Nix by its store path"
        case .notRegistered(let root, _): "try 'nix-store --store \(root) --load-db < \(root)/registration' by hand"
        case .oldNix: "install a newer Nix; what is built already can be forged without Nix by its store path"
        default: nil
        }
    }
    /// At most ten names.
    private static func list(_ names: [String]) -> String {
        names.prefix(10).joined(separator: ", ") + (names.count > 10 ? ", …" : "")
    }
}
