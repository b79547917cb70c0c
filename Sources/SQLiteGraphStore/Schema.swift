import ConfigurationGraph
import GRDB
import GraphStore

/// The tables, and how a file of an older version becomes one of this.
///
/// The current state stands apart from the history: `node` and `edge` are what is, `revision` and `change` what was.
/// Edges are an index of what the nodes' values say, by interned numbers.
enum Schema {
    /// "Emgn": tells an Emergence graph from any other SQLite file.
    static let applicationID = 0x456D_676E
    /// The version of the tables below.
    static let version = 1

    static func prepare(_ pool: DatabasePool, path: String) throws {
        let found = try pool.read { try state(of: $0, path: path) }
        guard found < version else { return }
        try pool.write { database in
            // Another process may have been first.
            guard try state(of: database, path: path) < version else { return }
            try database.execute(sql: tables)
            try database.execute(sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(version)")
        }
    }

    /// The version of a file's tables; 0 for an empty file.
    static func state(of database: Database, path: String) throws -> Int {
        let id = try Int.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        let found = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
        let isEmpty = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_schema") == 0
        if isEmpty, id == 0 { return 0 }
        guard id == applicationID else {
            throw GraphStoreError.notAStore(path: path, reason: "it is another program's SQLite file")
        }
        guard found <= version else {
            throw GraphStoreError.newerFormat(path: path, found: found, known: version)
        }
        return found
    }

    static func newestRevision(_ database: Database) throws -> Revision {
        Revision(try Int64.fetchOne(database, sql: "SELECT max(revision) FROM revision") ?? 0)
    }

    private static let tables = """
        CREATE TABLE node (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            revision INTEGER NOT NULL,
            value BLOB NOT NULL,
            UNIQUE (kind, name)
        );
        CREATE TABLE edge (
            source INTEGER NOT NULL,
            position INTEGER NOT NULL,
            label TEXT NOT NULL,
            target INTEGER NOT NULL,
            PRIMARY KEY (source, position)
        ) WITHOUT ROWID;
        CREATE INDEX edge_target ON edge (target, source, label);
        CREATE TABLE revision (
            revision INTEGER PRIMARY KEY,
            author TEXT NOT NULL,
            roles TEXT NOT NULL,
            message TEXT NOT NULL,
            time INTEGER NOT NULL
        );
        CREATE TABLE change (
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            revision INTEGER NOT NULL,
            before BLOB,
            after BLOB,
            PRIMARY KEY (kind, name, revision)
        ) WITHOUT ROWID;
        CREATE INDEX change_revision ON change (revision);
        """
}
