public import OCI

/// Lengths and time spans as people write them.
public enum Quantity {
    private static let byteUnits: [String: Int64] = [
        "": 1, "B": 1, "k": 1000, "kB": 1000, "KB": 1000, "M": 1_000_000, "MB": 1_000_000, "G": 1_000_000_000,
        "GB": 1_000_000_000, "TB": 1_000_000_000_000, "Ki": 1 << 10, "KiB": 1 << 10, "Mi": 1 << 20, "MiB": 1 << 20,
        "Gi": 1 << 30, "GiB": 1 << 30, "TiB": 1 << 40,
    ]

    private static let timeUnits: [String: Double] = [
        "": 1, "ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86_400,
    ]

    /// A length in bytes; nil if the value is none, or is negative.
    public static func bytes(_ value: JSONValue) -> Int64? {
        switch value {
        case .integer(let number): number >= 0 ? number : nil
        case .string(let text):
            scaled(text, by: byteUnits.mapValues(Double.init)).flatMap { Int64(exactly: $0.rounded()) }
        default: nil
        }
    }

    /// A time span in seconds; nil if the value is none, or is negative.
    public static func seconds(_ value: JSONValue) -> Double? {
        switch value {
        case .integer(let number): number >= 0 ? Double(number) : nil
        case .number(let number): number >= 0 && number.isFinite ? number : nil
        case .string(let text): scaled(text, by: timeUnits)
        default: nil
        }
    }

    private static func scaled(_ text: String, by units: [String: Double]) -> Double? {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard let number = Double(digits), let unit = units[String(text.dropFirst(digits.count))] else { return nil }
        return number * unit
    }
}

/// Linux's signals by name (signal(7)).
public enum SignalName {
    private static let numbers: [String: Int64] = [
        "HUP": 1, "INT": 2, "QUIT": 3, "ABRT": 6, "KILL": 9, "USR1": 10, "USR2": 12, "PIPE": 13, "ALRM": 14,
        "TERM": 15, "CHLD": 17, "CONT": 18, "STOP": 19, "TSTP": 20, "WINCH": 28, "PWR": 30,
    ]

    /// `SIGTERM` for `SIGTERM`, `TERM`, `15` and 15; nil for what is no signal. Real-time signals keep their number.
    public static func normalised(_ value: JSONValue) -> String? {
        switch value {
        case .integer(let number):
            numbers.first { $0.value == number }.map { "SIG" + $0.key }
                ?? ((34...64).contains(number) ? "\(number)" : nil)
        case .string(let text):
            if let number = Int64(text) {
                normalised(.integer(number))
            } else {
                [text.uppercased()].map { $0.hasPrefix("SIG") ? String($0.dropFirst(3)) : $0 }
                    .first { numbers[$0] != nil }.map { "SIG" + $0 }
            }
        default: nil
        }
    }
}
