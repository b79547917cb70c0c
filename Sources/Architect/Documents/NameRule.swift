/// What a name may be: a DNS label (RFC 1123), as names become host names and parts of paths.
enum NameRule {
    /// The longest that a name may be.
    static let maximumLength = 63
    /// The longest that a host's name may be, which can be of several labels (RFC 1035).
    static let maximumHostLength = 253

    /// What is wrong with a name, or nil.
    static func problem(with name: String, ofHost: Bool = false) -> String? {
        let limit = ofHost ? maximumHostLength : maximumLength
        if name.isEmpty { return "a name can't be empty" }
        if name.unicodeScalars.count > limit {
            return "the name '\(name.prefix(24))…' has \(name.unicodeScalars.count) characters; \(limit) at the most"
        }
        let labels = ofHost ? name.split(separator: ".", omittingEmptySubsequences: false) : [Substring(name)]
        for label in labels {
            if let bad = label.unicodeScalars.first(where: { !isAllowed($0) }) {
                return "'\(shown(bad))' can't be in the name '\(name)'; lower-case letters, digits and '-' can"
            }
            if label.isEmpty || label.hasPrefix("-") || label.hasSuffix("-") {
                return "the name '\(name)' must start and end with a letter or digit"
            }
            if label.count > maximumLength {
                return
                    "'\(label.prefix(24))…' in a host's name has \(label.count) characters; \(maximumLength) at the most"
            }
        }
        return nil
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "0"..."9", "-": true
        default: false
        }
    }

    private static func shown(_ scalar: Unicode.Scalar) -> String {
        scalar.properties.generalCategory == .control
            ? "U+" + String(scalar.value, radix: 16, uppercase: true) : String(scalar)
    }
}
