import GRDB
import GRDBSQLite

/// A statement of SQLite's whose rows are read column by column, as they lie in SQLite's memory.
///
/// For questions with hundreds of thousands of rows, where an object for each row would take longer than SQLite does.
struct StatementRows {
    private let database: Database
    private let statement: Statement

    /// - Throws: `DatabaseError`.
    init(_ database: Database, sql: String) throws {
        self.database = database
        statement = try database.makeStatement(sql: sql)
    }

    /// Asks with another number in place of the first question mark: the rows begin anew.
    ///
    /// - Throws: `DatabaseError`.
    func restart(with number: Int64) throws {
        sqlite3_reset(statement.sqliteStatement)
        try check(sqlite3_bind_int64(statement.sqliteStatement, 1, number))
    }

    /// Asks with a text in place of the first question mark.
    ///
    /// - Throws: `DatabaseError`.
    func restart(with text: String) throws {
        sqlite3_reset(statement.sqliteStatement)
        // SQLite frees a copy of its own: the text may be gone when the rows are read.
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        try check(sqlite3_bind_text(statement.sqliteStatement, 1, text, Int32(text.utf8.count), copied))
    }

    /// Goes to the next row; false if there is none.
    ///
    /// - Throws: `DatabaseError`.
    func next() throws -> Bool {
        switch sqlite3_step(statement.sqliteStatement) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw error(code)
        }
    }

    /// A column of this row.
    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(statement.sqliteStatement, column) }

    /// A column of this row.
    func text(_ column: Int32) -> String { withText(column) { String(decoding: $0, as: UTF8.self) } }

    /// Does something with a column's text, which is there until the next row.
    func withText<Value>(_ column: Int32, _ body: (UnsafeBufferPointer<UInt8>) throws -> Value) rethrows -> Value {
        let start = sqlite3_column_text(statement.sqliteStatement, column)
        return try body(
            UnsafeBufferPointer(
                start: start, count: Int(sqlite3_column_bytes(statement.sqliteStatement, column))))
    }

    private func check(_ code: Int32) throws {
        guard code == SQLITE_OK else { throw error(code) }
    }

    private func error(_ code: Int32) -> DatabaseError {
        DatabaseError(resultCode: ResultCode(rawValue: code), message: database.lastErrorMessage, sql: statement.sql)
    }
}

/// A column that has few different words: what each stands for is found out once.
struct WordColumn<Meaning> {
    private var known: [(word: [UInt8], meaning: Meaning)] = []
    private let meaning: (String) throws -> Meaning

    init(_ meaning: @escaping (String) throws -> Meaning) {
        self.meaning = meaning
    }

    /// What a row's word stands for.
    mutating func read(_ rows: StatementRows, _ column: Int32) throws -> Meaning {
        try rows.withText(column) { text in
            for entry in known where entry.word.elementsEqual(text) { return entry.meaning }
            let found = try meaning(String(decoding: text, as: UTF8.self))
            known.append((Array(text), found))
            return found
        }
    }
}
