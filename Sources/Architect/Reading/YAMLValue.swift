import ConfigurationGraph
import OCI

/// A YAML value and where it stands; what its scalars mean is for the parameter's type to say.
struct YAMLValue: Hashable {
    indirect enum Content: Hashable {
        /// A scalar's text, and whether it stands there without quotes.
        case scalar(String, plain: Bool)
        case list([YAMLValue])
        case map([Member])
    }

    /// One key of a map with its value.
    struct Member: Hashable {
        var key: String
        var keyLocation: SourceLocation
        var value: YAMLValue
    }

    var content: Content
    var location: SourceLocation

    /// Whether this is nothing: an empty value, `~` or `null` without quotes.
    var isNull: Bool {
        guard case .scalar(let text, plain: true) = content else { return false }
        return CoreSchema.json(plain: text) == .null
    }

    /// A scalar's text.
    var text: String? {
        guard case .scalar(let text, _) = content, !isNull else { return nil }
        return text
    }

    /// A list's elements.
    var elements: [YAMLValue]? {
        guard case .list(let elements) = content else { return nil }
        return elements
    }

    /// A map's members in their order.
    var members: [Member]? {
        guard case .map(let members) = content else { return nil }
        return members
    }

    /// What this is, in a word for errors.
    var shape: String {
        switch content {
        case .scalar where isNull: "nothing"
        case .scalar(let text, _): "'\(text)'"
        case .list: "a list"
        case .map: "a map"
        }
    }
}
