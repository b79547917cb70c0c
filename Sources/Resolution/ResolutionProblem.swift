public import ConfigurationGraph

/// Everything that keeps an instance from being resolved, at once.
public struct ResolutionFailure: Error, Hashable, Sendable {
    /// What is wrong, in the order in which it was found.
    public var problems: [ResolutionProblem]

    public init(problems: [ResolutionProblem]) { self.problems = problems }
}

extension ResolutionFailure: CustomStringConvertible {
    /// All of them, a line each: by file and place, then those without a place.
    public var description: String {
        let placed = problems.filter { $0.location != nil }.enumerated().sorted { left, right in
            guard let first = left.element.location, let second = right.element.location else { return false }
            return (first.file, first.line, first.column, left.offset)
                < (second.file, second.line, second.column, right.offset)
        }
        return (placed.map(\.element) + problems.filter { $0.location == nil }).map(\.description)
            .joined(separator: "\n")
    }
}

/// One value that is missing, wrong, contradictory, or more than the host can do.
public struct ResolutionProblem: Hashable, Sendable {
    /// The parameter's path, or that of one leaf of it.
    public var parameter: String
    /// What is wrong, as a clause that goes on from the path, and what to do.
    public var message: String
    /// The node that is concerned; nil where no one node is.
    public var node: NodeID?
    /// Where it was written; nil where nobody wrote anything.
    public var location: SourceLocation?

    public init(parameter: String, message: String, node: NodeID? = nil, location: SourceLocation? = nil) {
        self.parameter = parameter
        self.message = message
        self.node = node
        self.location = location
    }
}

extension ResolutionProblem: CustomStringConvertible {
    public var description: String {
        let place = location.map { "\($0.file):\($0.line):\($0.column): " } ?? node.map { "\($0): " } ?? ""
        return "\(place)'\(parameter)' \(message)"
    }
}
