/// The forms of texts that a grammar decides, each with its regular expression, which JSON Schema takes too.
public enum TextForm: String, Hashable, Sendable, CaseIterable {
    /// Numbers of processors or memory nodes, as `0-3,5` (cpuset(7), "List format").
    case numberList
    /// A share in hundredths, as `25%`.
    case percentage
    /// A size of huge pages, as `2MB` (runtime-spec, config-linux.md, "Huge page limits").
    case pageSize
    /// Five fields of when, as `0 3 * * *` (crontab(5)).
    case schedule
    /// A point in time, as `2026-01-31T12:00:00Z` (RFC 3339).
    case time
    /// The digest of a blob, as `sha256:` and 64 hexadecimal digits.
    case digest
    /// The address of an HTTP service.
    case url
    /// What a configuration can hold for, as `artefact/web`.
    case configured
    /// An address, or a range of them, as `10.0.0.0/8`.
    case address
    /// A range of IPv4 addresses, as `192.0.2.0/24`.
    case network

    /// The regular expression (ECMA 262) that the whole text matches.
    public var pattern: String {
        switch self {
        case .numberList: "^[0-9]+(-[0-9]+)?(,[0-9]+(-[0-9]+)?)*$"
        case .percentage: "^[0-9]{1,3}%$"
        case .pageSize: "^[1-9][0-9]*(KB|MB|GB)$"
        case .schedule: "^[0-9*,/-]+( +[0-9*,/-]+){4}$"
        case .time:
            "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})$"
        case .digest: "^[a-z0-9]+([+._-][a-z0-9]+)*:[a-zA-Z0-9=_-]+$"
        case .url: "^https?://[^ ]+$"
        case .configured: "^(artefact|automaton)/.+$"
        case .address: "^[0-9A-Fa-f.:]+(/[0-9]{1,3})?$"
        case .network:
            "^((25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])[.]){3}(25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])/(3[0-2]|[12]?[0-9])$"
        }
    }

    /// What is needed, as `must be …` goes on.
    var words: String {
        switch self {
        case .numberList: "a list of numbers such as 0-3,5"
        case .percentage: "a share such as 25%"
        case .pageSize: "a size of huge pages such as 64KB, 2MB or 1GB"
        case .schedule: "five fields of time such as 0 3 * * *"
        case .time: "a time such as 2026-01-31T12:00:00Z"
        case .digest: "a digest such as sha256: and 64 hexadecimal digits"
        case .url: "an address such as https://cache.nixos.org"
        case .configured: "artefact/NAME or automaton/NAME"
        case .address: "an address such as 10.0.0.7 or 10.0.0.0/8"
        case .network: "a range of IPv4 addresses such as 192.0.2.0/24"
        }
    }

    /// Whether a text is of the form.
    func holds(for text: String) -> Bool {
        guard let expression = try? Regex(pattern) else { return false }
        return text.wholeMatch(of: expression) != nil
    }
}
