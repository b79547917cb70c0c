import ConfigurationGraph
import Engine
import Synchronization

/// Tells on standard error how long work goes on: on a terminal by one live line for each artefact and instance, else
/// by a plain line for each step.
final class Progress: Sendable {
    private let state: Mutex<ProgressLines>
    private let live: Bool

    init(console: Console = .error) {
        live = console.isTerminal && Environment["TERM"] != "dumb"
        state = Mutex(ProgressLines(console: console))
    }

    /// Takes one event.
    var handler: EventHandler {
        { [self] event in
            state.withLock { live ? $0.redraw(with: event) : $0.append(event) }
        }
    }
}

/// The lines that tell of work, and what of them is on the terminal.
private struct ProgressLines {
    let console: Console
    private var lines: [ProgressLine] = []
    private var drawn = 0
    private var lastDrawing: ContinuousClock.Instant?

    init(console: Console) {
        self.console = console
    }

    /// Prints an event as a line of its own, unless it says what the line before said of the same thing.
    mutating func append(_ event: EngineEvent) {
        let line = ProgressLine(event)
        guard keep(line) else { return }
        write("\(line.subject.map { "\($0.onOneLine): " } ?? "")\(line.step.onOneLine)\n")
    }

    /// Puts an event into its thing's line, and draws all lines anew.
    mutating func redraw(with event: EngineEvent) {
        let line = ProgressLine(event)
        _ = keep(line)
        // Blobs report every few kilobytes: more than 20 drawings a second only flicker.
        let now = ContinuousClock.now
        if line.isFleeting, let last = lastDrawing, now - last < .milliseconds(50) { return }
        lastDrawing = now
        if drawn > 0 { write("\u{1B}[\(drawn)A\u{1B}[J") }
        let style = console.style
        if line.subject == nil { write(line.live(style: style, subjectWidth: 0, within: nil) + "\n") }
        let width = lines.compactMap(\.subject?.terminalWidth).max() ?? 0
        let columns = console.columns
        write(lines.map { $0.live(style: style, subjectWidth: width, within: columns) + "\n" }.joined())
        drawn = lines.count
    }

    /// Takes a line in the place of what was last said of its subject; false if it says the same.
    private mutating func keep(_ line: ProgressLine) -> Bool {
        guard let subject = line.subject else { return true }
        guard let index = lines.firstIndex(where: { $0.subject == subject }) else {
            lines.append(line)
            return true
        }
        defer { lines[index] = line }
        return lines[index].step != line.step
    }

    private func write(_ text: String) {
        // Work isn't stopped because nobody looks on.
        try? console.write(text)
    }
}
