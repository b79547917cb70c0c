public import OCI

/// What a file is to be checked as.
public enum FileKind: Hashable, Sendable, CaseIterable {
    /// A document that OCI's specifications define.
    case document(OCIDocumentKind)
    /// Declarations in YAML.
    case declaration

    public static let allCases = OCIDocumentKind.allCases.map { FileKind.document($0) } + [.declaration]
}

extension FileKind: RawRepresentable {
    public init?(rawValue: String) {
        guard let kind = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
        self = kind
    }

    public var rawValue: String {
        switch self {
        case .document(let kind): kind.rawValue
        case .declaration: "declaration"
        }
    }
}
