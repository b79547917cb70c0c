/// Amounts as people read them.
enum Words {
    /// Bytes in the largest unit that leaves a number of at least 1, rounded up to a tenth.
    static func bytes(_ amount: Int64) -> String {
        let units = ["bytes", "KiB", "MiB", "GiB", "TiB"]
        var unit = 0
        var scale: Int64 = 1
        while unit < units.count - 1, amount >= scale * 1024 {
            scale *= 1024
            unit += 1
        }
        return "\(tenths(amount, of: scale)) \(units[unit])"
    }

    /// Thousandths of a processor, as processors.
    static func processors(_ thousandths: Int64) -> String {
        let whole = thousandths / 1000
        let rest = thousandths % 1000
        guard rest > 0 else { return "\(whole)" }
        var digits = String(1000 + rest).dropFirst()
        while digits.last == "0" { digits = digits.dropLast() }
        return "\(whole).\(digits)"
    }

    /// A number with at most one digit after the point.
    static func number(_ value: Double) -> String {
        let tenths = (value * 10).rounded()
        guard let whole = Int64(exactly: tenths) else { return "\(value)" }
        return whole % 10 == 0 ? "\(whole / 10)" : "\(whole / 10).\(abs(whole % 10))"
    }

    /// A count with its noun, as `1 instance`, `3 instances`.
    static func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    private static func tenths(_ amount: Int64, of scale: Int64) -> String {
        let whole = amount / scale
        let tenths = (amount % scale * 10 + scale - 1) / scale
        if tenths == 10 { return "\(whole + 1)" }
        return tenths == 0 ? "\(whole)" : "\(whole).\(tenths)"
    }
}
