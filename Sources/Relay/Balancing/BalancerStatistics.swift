/// HAProxy's statistics: a table with a line of titles (management guide, section 9.1).
struct BalancerStatistics: Sendable {
    /// The cells of each row by title.
    let rows: [[String: String]]

    init(csv text: String) {
        let lines = text.split(separator: "\n")
        guard let first = lines.first, first.hasPrefix("# ") else {
            rows = []
            return
        }
        let titles = first.dropFirst(2).split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        rows = lines.dropFirst().map { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            return Dictionary(zip(titles, cells), uniquingKeysWith: { first, _ in first })
        }
    }
}
