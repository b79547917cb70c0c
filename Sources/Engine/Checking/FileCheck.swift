public import Architect

/// What was found in one file.
public struct FileCheck: Hashable, Sendable {
    /// The file, as it was named.
    public var file: String
    /// What it was checked as; nil where that couldn't be told.
    public var kind: FileKind?
    /// All that is wrong with it, in the file's order.
    public var errors: [Finding]

    /// Whether nothing is wrong with it.
    public var isValid: Bool { errors.isEmpty }

    /// One thing that is wrong.
    public struct Finding: Hashable, Sendable {
        /// Where it is in the document, as `process.rlimits[0].type`; nil for declarations, and for what is no JSON.
        public var path: String?
        /// What forbids it: `schema`, or a rule of the specification's prose; nil for declarations.
        public var rule: String?
        /// What is wrong, with line and column.
        public var diagnostic: Diagnostic
    }
}
