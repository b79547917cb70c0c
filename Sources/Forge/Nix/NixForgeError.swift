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
    /// A path's derivation isn't known to the store.
    case noDeriver(StorePath, store: String)
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
        case .unknownContent(let path): "the content of \(path) isn't known"
        case .noDeriver(let path, let store): "\(store) doesn't know which derivation built \(path)"
        }
    }

    /// What to do; nil where the message says it.
    public var hint: String? {
        switch self {
        case .noStore: "name the folder that has nix/store in it, as Nix's own --store does"
        case .notInStore(_, _, .some): "copy the derivation with all it needs: 'nix-store -qR DRV' lists that"
        case .unknownContent: "build it with Nix, and forge it again from the store that has it"
        case .noDeriver: "give the derivation: 'nix-store -q --deriver PATH'"
        default: nil
        }
    }
}
