import Engine

/// How a failure is told on standard error.
struct Report {
    private let lines: [String]

    init(_ failure: Failure, style: Style) {
        // Diagnostics of several lines stand as they are: editors look for FILE:LINE:COLUMN at a line's beginning.
        let message =
            failure.message.contains("\n")
            ? failure.message
            : style.paint("emergence:", .red) + " "
                + failure.message
        let hint = failure.hint.map { "\(style.paint("hint:", .cyan)) \($0)" }
        lines = [message] + (hint.map { [$0] } ?? [])
    }

    func print(on console: Console) {
        // Nobody is left to be told that standard error is closed.
        try? console.print(lines.joined(separator: "\n"))
    }
}
