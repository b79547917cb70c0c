public import OCI

/// Lengths and time spans as people write them.
public enum Quantity {
    private static let byteUnits: [String: Double] = [
        "": 1, "B": 1, "k": 1e3, "kB": 1e3, "KB": 1e3, "M": 1e6, "MB": 1e6, "G": 1e9, "GB": 1e9, "T": 1e12, "TB": 1e12,
        "Ki": 0x1p10, "KiB": 0x1p10, "Mi": 0x1p20, "MiB": 0x1p20, "Gi": 0x1p30, "GiB": 0x1p30, "Ti": 0x1p40,
        "TiB": 0x1p40,
    ]

    private static let timeUnits: [String: Double] = [
        "": 1, "ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86_400,
    ]

    /// A length in bytes, to the nearest; nil if the value is none, or is negative.
    public static func bytes(_ value: JSONValue) -> Int64? {
        switch value {
        case .integer(let number): number >= 0 ? number : nil
        case .string(let text): scaled(text, by: byteUnits).flatMap { Int64(exactly: $0.rounded()) }
        default: nil
        }
    }

    /// A time span in seconds; nil if the value is none, or is negative.
    public static func seconds(_ value: JSONValue) -> Double? {
        switch value {
        case .integer, .number: value.double.flatMap { $0 >= 0 ? $0 : nil }
        case .string(let text): scaled(text, by: timeUnits)
        default: nil
        }
    }

    /// A number with a unit after it, and a space between them if there is one.
    private static func scaled(_ text: String, by units: [String: Double]) -> Double? {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        let unit = text.dropFirst(digits.count).drop { $0 == " " }
        guard let number = Double(digits), let factor = units[String(unit)] else { return nil }
        return number * factor
    }
}
