import GRDB
import GRDBSQLite

/// A statement of SQLite's whose rows are read column by column, as they lie in SQLite's memory.
///
/// For questions with hundreds of thousands of rows, where an object for each row would take longer than SQLite does.
struct StatementRows {
    private let database: Database
    private let statement: Statement
    /// SQLite's own, asked for once.
    private let handle: SQLiteStatement

    /// - Throws: `DatabaseError`.
    init(_ database: Database, sql: String) throws {
        self.database = database
        statement = try database.makeStatement(sql: sql)
        handle = statement.sqliteStatement
    }

    /// Asks with another number in place of the first question mark: the rows begin anew.
    ///
    /// - Throws: `DatabaseError`.
    func restart(with number: Int64) throws {
        sqlite3_reset(handle)
        try check(sqlite3_bind_int64(handle, 1, number))
    }

    /// Says that no more rows are wanted of this question.
    func stop() { sqlite3_reset(handle) }

    /// Goes to the next row; false if there is none.
    ///
    /// - Throws: `DatabaseError`.
    func next() throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw error(code)
        }
    }

    /// A column of this row.
    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    /// A column of this row.
    func text(_ column: Int32) -> String { withText(column) { String(decoding: $0, as: UTF8.self) } }

    /// Does something with a column's text, which is there until the next row.
    func withText<Value>(_ column: Int32, _ body: (UnsafeBufferPointer<UInt8>) throws -> Value) rethrows -> Value {
        // The bytes as they lie there: a text would be copied, for a NUL behind it.
        let start = sqlite3_column_blob(handle, column)
        let count = Int(sqlite3_column_bytes(handle, column))
        return try body(UnsafeRawBufferPointer(start: start, count: count).assumingMemoryBound(to: UInt8.self))
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
    /// All words that came, one behind the other.
    private var bytes: [UInt8] = []
    private var known: [(word: Range<Int>, meaning: Meaning)] = []
    private let meaning: (String) throws -> Meaning

    init(_ meaning: @escaping (String) throws -> Meaning) {
        self.meaning = meaning
    }

    /// What a row's word stands for.
    mutating func read(_ rows: StatementRows, _ column: Int32) throws -> Meaning {
        try rows.withText(column) { text in
            for entry in known where isEqual(entry.word, text) { return entry.meaning }
            let found = try meaning(String(decoding: text, as: UTF8.self))
            known.append((bytes.count..<bytes.count + text.count, found))
            bytes += text
            return found
        }
    }

    private func isEqual(_ word: Range<Int>, _ text: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.withUnsafeBufferPointer { UnsafeBufferPointer(rebasing: $0[word]).elementsEqual(text) }
    }
}
