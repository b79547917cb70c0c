import ConfigurationGraph
import Engine

/// One event in words.
struct ProgressLine {
    /// The artefact or instance that it is about; nil for what is about all.
    let subject: String?
    /// What is done, in words that stay the same while it goes on.
    let step: String
    private let mark: (sign: String, colour: Colour)
    private let fraction: (done: Int64, total: Int64)?

    init(_ event: EngineEvent) {
        var fraction: (Int64, Int64)?
        switch event {
        case .forging(let artefact, let step, let done, let total):
            (subject, self.step, mark) = (artefact, step, Self.busy)
            fraction = (done, total)
        case .forged(let artefact): (subject, step, mark) = (artefact, "forged", Self.done)
        case .committed(let revision, let changes):
            (subject, mark) = (nil, Self.done)
            step = "revision \(revision): \(Wording.count(changes, "change"))"
        case .starting(let instance): (subject, step, mark) = (instance, "starting", Self.busy)
        case .waiting(let instance, let reason):
            (subject, step, mark) = (instance, "waiting: \(reason)", Self.busy)
        case .ready(let instance): (subject, step, mark) = (instance, "ready", Self.done)
        case .stopping(let instance): (subject, step, mark) = (instance, "stopping", Self.busy)
        case .stopped(let instance): (subject, step, mark) = (instance, "stopped", Self.done)
        case .removed(let instance): (subject, step, mark) = (instance, "removed", Self.done)
        case .balancing(let service, let ready, let all):
            (subject, step) = (service, "\(ready) of \(Wording.count(all, "instance")) answering")
            mark = ready > 0 ? Self.done : ("!", .yellow)
        case .health(let instance, let verdict):
            (subject, step, mark) = (instance, verdict, Self.busy)
        case .note(let text): (subject, step, mark) = (nil, "note: \(text)", ("!", .yellow))
        }
        self.fraction = fraction
    }

    private static let busy = ("…", Colour.cyan)
    private static let done = ("✔", Colour.green)

    /// Whether the next event of this kind comes at once.
    var isFleeting: Bool { fraction.map { $0.done < $0.total } ?? false }

    /// The line for a terminal, its subject padded to a width, and cut where it would wrap: lines that wrap can't be
    /// drawn over.
    func live(style: Style, subjectWidth: Int, within columns: Int?) -> String {
        let name = subject.map { $0.onOneLine.padded(to: subjectWidth) + "  " } ?? ""
        let room = columns.map { max($0 - 2 - (fraction == nil ? 0 : Self.barWidth + 24), 10) }
        let words = name + step.onOneLine
        let text = "\(style.paint(mark.sign, mark.colour)) \(room.map { words.cut(to: $0) } ?? words)"
        guard let fraction, fraction.total > 0 else { return text }
        let cells = Int(Int64(Self.barWidth) * min(fraction.done, fraction.total) / fraction.total)
        let bar = String(repeating: "━", count: cells)
        let rest = String(repeating: "─", count: Self.barWidth - cells)
        return "\(text) \(style.paint(bar, .cyan))\(style.paint(rest, .dim)) "
            + "\(Wording.bytes(fraction.done)) of \(Wording.bytes(fraction.total))"
    }

    private static let barWidth = 20
}
