/// A plan as a person reads it.
public enum PlanRendering {
    /// A plan in lines: the nodes that change, below them the values before and after, and last the instances that
    /// restart, each with the reason.
    public static func lines(
        _ plan: DeclarationPlan, restarts: [(instance: String, reason: String)] = [], colours: Bool
    ) -> [String] {
        let style = colours ? Style.coloured : Style.plain
        return plan.changes.flatMap { lines($0, style) }
            + restarts.map { "\(style.yellow)! restarts \($0.instance)\(style.reset): \($0.reason)" }
    }

    private static func lines(_ change: NodeChange, _ style: Style) -> [String] {
        switch change.action {
        case .create: ["\(style.green)+ \(change.id)\(style.reset)"]
        case .delete: ["\(style.red)- \(change.id)\(style.reset)"]
        case .update: ["\(style.yellow)~ \(change.id)\(style.reset)"] + change.rows.map { line($0, style) }
        }
    }

    private static func line(_ row: NodeChange.Row, _ style: Style) -> String {
        let before = row.before.map { "\(style.red)\($0.shown)\(style.reset)" } ?? "(not given)"
        let after = row.after.map { "\(style.green)\($0.shown)\(style.reset)" } ?? "(not given)"
        return "    \(row.path): \(before) → \(after)"
    }
}
