import ConfigurationGraph
import Engine
import OCI

/// A proposal as a person reads it: each node with its values before and after, and what restarts because of it.
struct PlanText {
    let proposal: Proposal
    let style: Style

    var text: String {
        let notes = (proposal.moved.map(line) + proposal.failed.map(line)).map { $0 + "\n" }.joined()
        guard !proposal.isEmpty else { return notes + "no difference\n" }
        var lines = proposal.changes.flatMap(lines)
        if !proposal.effects.isEmpty {
            if !lines.isEmpty { lines.append("") }
            let width = proposal.effects.map(\.instance.terminalWidth).max() ?? 0
            lines += proposal.effects.map { line($0, width: width) }
        }
        if !proposal.placements.isEmpty {
            lines += ["", style.paint("then, where 'serve' or 'controller' runs:", .dim)]
        }
        lines += proposal.placements.lines.map { "  \($0.onOneLine)" }
        if !proposal.weakened.isEmpty { lines.append("") }
        lines += proposal.weakened.map(line)
        return notes + (lines + ["", summary]).map { $0 + "\n" }.joined()
    }

    private func line(_ moved: MovedTag) -> String {
        "\(style.paint("!", .yellow)) \(style.paint("artefact/\(moved.artefact)", .bold))  \(moved.reference.onOneLine) is "
            + "\(moved.now.short) now, and pinned to \(moved.pinned.short): --refresh follows it"
    }

    private func line(_ failed: FailedGeneration) -> String {
        "\(style.paint("!", .yellow)) \(style.paint("automaton/\(failed.automaton)", .bold))  "
            + "\(failed.instances.joined(separator: ", ")) \(failed.instances.count == 1 ? "runs" : "run") what was declared "
            + "before, as what is declared failed: \(failed.reason.onOneLine); it isn't tried again unless it changes"
    }

    private func line(_ weakening: DeclaredWeakening) -> String {
        let (value, reason) = (weakening.weakened.value.inline.onOneLine, weakening.weakened.reason)
        return "\(style.paint("!", .yellow)) \(style.paint(weakening.node.description, .bold))  "
            + "\(style.paint("\(weakening.weakened.parameter) \(value)", .yellow)) weakens it: \(reason) "
            + style.paint("(\(weakening.location))", .dim)
    }

    private func lines(_ change: ProposedChange) -> [String] {
        let look = change.action.look
        let title = "\(style.paint(look.sign, look.colour)) \(style.paint(change.node.description, .bold))"
        let width = min(40, change.rows.map(\.path.terminalWidth).max() ?? 0)
        return ["\(title)  \(style.paint(change.action.word, look.colour))"]
            + change.rows.map {
                "    \($0.path.onOneLine.padded(to: width))  \(values($0, isUpdate: change.action == .update))"
            }
    }

    private func values(_ row: ProposedChange.Row, isUpdate: Bool) -> String {
        let before = row.before.map { style.paint($0.inline.onOneLine, .red) }
        let after = row.after.map { style.paint($0.inline.onOneLine, .green) }
        switch (before, after) {
        case (let before?, let after?): return "\(before) → \(after)"
        case (let before?, nil): return "\(before) → \(style.paint("not set", .dim))"
        case (nil, let after?): return isUpdate ? "\(style.paint("not set", .dim)) → \(after)" : after
        case (nil, nil): return ""
        }
    }

    private func line(_ effect: InstanceEffect, width: Int) -> String {
        let look = effect.action.look
        let name = style.paint(effect.instance.padded(to: width), .bold)
        return "\(style.paint(look.sign, look.colour)) \(name)  \(effect.action.rawValue)s: \(effect.reason.onOneLine)"
    }

    private var summary: String {
        let changes = ProposedChange.Action.allCases.compactMap { action -> String? in
            let count = proposal.changes.filter { $0.action == action }.count
            return count > 0 ? "\(count) to \(action.rawValue)" : nil
        }
        let effects = InstanceEffect.Action.allCases.compactMap { action -> String? in
            let count = proposal.effects.filter { $0.action == action }.count
            return count > 0 ? "\(Wording.count(count, "instance")) to \(action.rawValue)" : nil
        }
        return style.paint((changes + effects).joined(separator: ", "), .dim)
    }
}

extension ProposedChange.Action {
    fileprivate static let allCases: [Self] = [.build, .forge, .create, .update, .delete]

    fileprivate var word: String { self == .build ? "would build" : rawValue }

    fileprivate var look: (sign: String, colour: Colour) {
        switch self {
        case .forge, .build: ("⚒", .cyan)
        case .create: ("+", .green)
        case .update: ("~", .yellow)
        case .delete: ("-", .red)
        }
    }
}

extension InstanceEffect.Action {
    fileprivate static let allCases: [Self] = [.start, .restart, .stop]

    fileprivate var look: (sign: String, colour: Colour) {
        switch self {
        case .start: ("▶", .green)
        case .restart: ("↻", .yellow)
        case .stop: ("■", .red)
        }
    }
}
