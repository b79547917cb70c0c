public import Nix

/// A closure that isn't one.
public struct ClosureError: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Problem: Hashable, Sendable {
        /// A path that isn't there, and who refers to it; nil if it was asked for itself.
        case missing(StorePath, referredToBy: StorePath?)
        /// A path that refers to itself by others.
        case cycle(StorePath)
    }

    /// Where the closure was looked for.
    public let place: String
    /// What is wrong with it.
    public let problem: Problem
}

extension ClosureError: CustomStringConvertible {
    public var description: String {
        switch problem {
        case .missing(let path, nil): "\(place) hasn't \(path)"
        case .missing(let path, let referrer?):
            "\(place) hasn't \(path), to which \(referrer) refers: the closure isn't complete there"
        case .cycle(let path): "\(place): \(path) refers to itself by other paths, which can't be"
        }
    }
}
