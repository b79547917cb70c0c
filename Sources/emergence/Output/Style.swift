/// A colour, by what it is for a terminal.
enum Colour: String {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case green = "32"
    case yellow = "33"
    case blue = "34"
    case magenta = "35"
    case cyan = "36"
}

/// Whether and how text is coloured.
struct Style {
    /// Whether colours are used at all.
    let colours: Bool

    static let plain = Style(colours: false)

    init(colours: Bool) {
        self.colours = colours
    }

    /// Colours on a terminal, unless the user doesn't want any (no-color.org, bixense.com/clicolors).
    init(terminal: Bool) {
        if Environment["NO_COLOR"] != nil {
            colours = false
        } else if let forced = Environment["CLICOLOR_FORCE"], forced != "0" {
            colours = true
        } else {
            colours = terminal && Environment["TERM"] != "dumb"
        }
    }

    /// The text in a colour, or as it is.
    func paint(_ text: String, _ colour: Colour?) -> String {
        guard colours, let colour, !text.isEmpty else { return text }
        return "\u{1B}[\(colour.rawValue)m\(text)\u{1B}[0m"
    }
}
