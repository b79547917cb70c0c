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
    private var lines: [(subject: String, text: String)] = []
    private var drawn = 0
    private var lastDrawing: ContinuousClock.Instant?

    init(console: Console) {
        self.console = console
    }

    /// Prints an event as a line of its own, unless it says what the line before said of the same thing.
    mutating func append(_ event: EngineEvent) {
        let line = ProgressLine(event)
        let text = "\(line.subject.map { "\($0): " } ?? "")\(line.step)"
        guard let subject = line.subject else { return put(text) }
        if let index = lines.firstIndex(where: { $0.subject == subject }) {
            guard lines[index].text != text else { return }
            lines[index].text = text
        } else {
            lines.append((subject, text))
        }
        put(text)
    }

    /// Puts an event into its thing's line, and draws all lines anew.
    mutating func redraw(with event: EngineEvent) {
        let line = ProgressLine(event)
        guard let subject = line.subject else {
            erase()
            put(line.live(style: console.style, width: 0))
            return draw()
        }
        let width = max(lines.map(\.subject.terminalWidth).max() ?? 0, subject.terminalWidth)
        let text = line.live(style: console.style, width: width)
        if let index = lines.firstIndex(where: { $0.subject == subject }) {
            lines[index].text = text
        } else {
            lines.append((subject, text))
        }
        // Blobs report every few kilobytes: more than 20 drawings a second only flicker.
        let now = ContinuousClock.now
        if line.isFleeting, let last = lastDrawing, now - last < .milliseconds(50) { return }
        lastDrawing = now
        erase()
        draw()
    }

    private mutating func erase() {
        if drawn > 0 { write("\u{1B}[\(drawn)A\u{1B}[J") }
        drawn = 0
    }

    private mutating func draw() {
        write(lines.map { $0.text + "\n" }.joined())
        drawn = lines.count
    }

    private func put(_ line: String) {
        write(line + "\n")
    }

    private func write(_ text: String) {
        // Work isn't stopped because nobody looks on.
        try? console.write(text)
    }
}
