public import OCI

/// Linux's signals by name (signal(7)), as on x86 and ARM.
public enum SignalName {
    /// The names from 1 on, without `SIG`.
    private static let names = [
        "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2", "PIPE", "ALRM",
        "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF",
        "WINCH", "IO", "PWR", "SYS",
    ]

    /// The regular expression (ECMA 262) of a signal's name or number as a text, in any case.
    public static var pattern: String {
        let words = names.map { name in name.map { $0.isLetter ? "[\($0)\($0.lowercased())]" : String($0) }.joined() }
        let realtime = "[Rr][Tt][Mm][Ii][Nn][+]([0-9]|[12][0-9]|30)"
        return
            "^([Ss][Ii][Gg])?(\((words + [realtime]).joined(separator: "|")))$|^([1-9]|[12][0-9]|3[014-9]|[45][0-9]|6[0-4])$"
    }

    /// `SIGTERM` for `SIGTERM`, `TERM`, `15` and 15; nil for what is no signal. Real-time signals, 34 to 64, stay
    /// numbers (`37` for `SIGRTMIN+3`), as not every runtime knows their names.
    public static func normalised(_ value: JSONValue) -> String? {
        switch value {
        case .integer(let number): named(number)
        case .string(let text): Int64(text).flatMap(named) ?? named(text.uppercased())
        default: nil
        }
    }

    private static func named(_ number: Int64) -> String? {
        switch number {
        case 1...31: "SIG" + names[Int(number) - 1]
        case 34...64: String(number)
        default: nil
        }
    }

    private static func named(_ text: String) -> String? {
        let name = text.hasPrefix("SIG") ? String(text.dropFirst(3)) : text
        if names.contains(name) { return "SIG" + name }
        guard name.hasPrefix("RTMIN+"), let offset = Int64(name.dropFirst(6)), (0...30).contains(offset) else {
            return nil
        }
        return String(34 + offset)
    }
}
