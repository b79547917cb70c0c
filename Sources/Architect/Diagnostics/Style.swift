/// The terminal's codes for the few colours that are used, or nothing in their place.
struct Style: Sendable {
    let bold: String
    let red: String
    let green: String
    let yellow: String
    let reset: String

    static let plain = Style(bold: "", red: "", green: "", yellow: "", reset: "")
    static let coloured = Style(
        bold: "\u{1B}[1m", red: "\u{1B}[31m", green: "\u{1B}[32m", yellow: "\u{1B}[33m", reset: "\u{1B}[0m")
}
