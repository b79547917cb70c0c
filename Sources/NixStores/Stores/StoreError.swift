public import Nix

/// A store on disk that can't take or give what it should.
public struct StoreError: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Problem: Hashable, Sendable {
        /// What is written down of a path can't be read.
        case damagedInfo(NARInfoError)
        /// Something else is there under the path's name.
        case occupied(ContentCheck.Problem)
        /// The path's archive is none.
        case badArchive(NARError)
        /// The path's content isn't what its name was computed from.
        case otherContentAddress(ContentAddress)
        /// It was to be written down before what it refers to.
        case referenceMissing(StorePath)
    }

    /// What it concerns: a path on disk, or a store path.
    public let place: String
    /// What is wrong with it.
    public let problem: Problem
}

extension StoreError: CustomStringConvertible {
    public var description: String {
        switch problem {
        case .damagedInfo(let error): "\(place): \(error); remove the file, and copy the path again"
        case .occupied(let problem):
            "\(place) is there already, and not what was to be put there (\(Self.reason(problem))); remove it, or "
                + "use another store"
        case .badArchive(let error): "\(place): its archive is damaged: \(error)"
        case .otherContentAddress(let address): "\(place): its content isn't that of its address \(address)"
        case .referenceMissing(let path): "\(place): it refers to \(path), which isn't in the store"
        }
    }

    private static func reason(_ problem: ContentCheck.Problem) -> String {
        switch problem {
        case .narSize(let said, let real): "its archive has \(real) bytes, and not \(said)"
        case .narHash(let said, let real): "its archive's hash is \(real), and not \(said)"
        case .fileHash, .fileSize, .compression: "its content differs"
        }
    }
}
