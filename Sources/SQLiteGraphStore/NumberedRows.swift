import GRDB

/// The rows of some numbers, from a question whose rows come in the order of the numbers that are their first column.
///
/// Where the numbers lie close together, as those of what was committed at once do, one row is read after the other; where
/// they don't, the next is looked up. Which of the two is worth it is learnt on the way.
struct NumberedRows {
    /// What comes next.
    enum Step {
        /// A row of a number that was asked for.
        case wanted(place: Int)
        /// A row of another number, which lies before the next that was asked for.
        case passed
        /// No more rows of the number that was passed last, though there may be some.
        case jump
    }

    private let rows: StatementRows

    /// How many rows of other numbers are passed at the most before the next number is looked up: a look costs as much as
    /// a dozen rows.
    private static let patience = 4...64

    /// - Parameter sql: asks for the rows from a number on, for which the question mark stands.
    /// - Throws: `DatabaseError`.
    init(_ database: Database, sql: String) throws {
        rows = try StatementRows(database, sql: sql)
    }

    /// Reads the rows of numbers that are given in ascending order, and some that lie between them.
    ///
    /// - Throws: `DatabaseError`, and what the body throws.
    func read(_ numbers: [Int64], _ body: (Step, StatementRows) throws -> Void) throws {
        guard var wanted = numbers.first else { return }
        var (place, passed, patience) = (0, 0, Self.patience.lowerBound)
        try rows.restart(with: wanted)
        defer { rows.stop() }
        while try rows.next() {
            let number = rows.integer(0)
            while number > wanted {
                place += 1
                guard place < numbers.count else { return }
                wanted = numbers[place]
            }
            if number == wanted {
                if passed > 0 { patience = min(patience * 2, Self.patience.upperBound) }
                passed = 0
                try body(.wanted(place: place), rows)
            } else if passed < patience {
                passed += 1
                try body(.passed, rows)
            } else {
                patience = max(patience / 2, Self.patience.lowerBound)
                passed = 0
                try body(.jump, rows)
                try rows.restart(with: wanted)
            }
        }
    }
}
