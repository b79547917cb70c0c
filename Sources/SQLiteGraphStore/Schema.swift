import GRDB
import GraphStore

/// The tables, and how a file of an older version becomes one of this.
///
/// What is stands apart from what was: `node` and `edge` are the newest state and all that most readers touch;
/// `change` holds every value that any node ever had, `past_edge` every edge that is no more, each with the revisions
/// from which and until which it held. Nodes are interned: `name` gives each its number, once and for all.
enum Schema {
    /// "Emgn": tells an Emergence graph from any other SQLite file.
    static let applicationID = 0x456D_676E
    /// The version of the tables below.
    static var version: Int { migrations.count }

    /// Makes the tables, or brings them to this version, in one transaction.
    static func prepare(_ database: Database, path: String, by migrations: [String] = migrations) throws {
        let version = migrations.count
        guard try state(of: database, path: path, known: version) < version else { return }
        try database.inTransaction(.immediate) {
            // Another process may have been first.
            for migration in migrations[try state(of: database, path: path, known: version)...] {
                try database.execute(sql: migration)
            }
            try database.execute(sql: "PRAGMA application_id = \(applicationID); PRAGMA user_version = \(version)")
            return .commit
        }
    }

    /// The version of a file's tables; 0 for an empty file.
    ///
    /// One statement asks it all, so that a file which another process is just making into a store isn't seen half made.
    static func state(of database: Database, path: String, known version: Int = version) throws -> Int {
        let row = try Row.fetchOne(
            database,
            sql: """
                SELECT application_id AS id, user_version AS version, (SELECT count(*) FROM sqlite_schema) AS tables
                FROM pragma_application_id, pragma_user_version
                """)
        let (id, found): (Int, Int) = (row?["id"] ?? 0, row?["version"] ?? 0)
        if id == 0, row?["tables"] == 0 { return 0 }
        guard id == applicationID else {
            throw GraphStoreError.notAStore(path: path, reason: "it is another program's SQLite file")
        }
        guard found <= version else {
            throw GraphStoreError.newerFormat(path: path, found: found, known: version)
        }
        return found
    }

    /// What turns version N into N + 1. What was released stays as it is; changes are added at the end.
    static let migrations = [
        """
        CREATE TABLE name (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            UNIQUE (kind, name)
        );
        CREATE TABLE node (
            id INTEGER PRIMARY KEY,
            revision INTEGER NOT NULL,
            size INTEGER NOT NULL,
            value BLOB NOT NULL
        );
        CREATE TABLE edge (
            source INTEGER NOT NULL,
            position INTEGER NOT NULL,
            label TEXT NOT NULL,
            target INTEGER NOT NULL,
            since INTEGER NOT NULL,
            PRIMARY KEY (source, position)
        ) WITHOUT ROWID;
        CREATE INDEX edge_target ON edge (target, source, label, since);
        CREATE TABLE revision (
            revision INTEGER PRIMARY KEY,
            author TEXT NOT NULL,
            roles TEXT NOT NULL,
            message TEXT NOT NULL,
            time INTEGER NOT NULL
        );
        CREATE TABLE change (
            node INTEGER NOT NULL,
            revision INTEGER NOT NULL,
            value BLOB,
            UNIQUE (node, revision)
        );
        CREATE INDEX change_revision ON change (revision);
        CREATE TABLE past_edge (
            target INTEGER NOT NULL,
            until INTEGER NOT NULL,
            source INTEGER NOT NULL,
            label TEXT NOT NULL,
            since INTEGER NOT NULL,
            PRIMARY KEY (target, until, source, label)
        ) WITHOUT ROWID;
        """,
        pinningEdges,
        leasesAndObservations,
        sharedConfigurations,
    ]

    /// Format 2: resolved configurations have edges to what they are pinned to, an image's manifest or the outputs of a
    /// Nix artefact. Those that are, and for each value that was, the edges that it had until the next.
    private static let pinningEdges = """
        CREATE TEMP TABLE pinned AS
        WITH spec AS (
            SELECT change.node, change.revision AS since, CAST(change.value AS TEXT) AS value,
                lead(change.revision) OVER (PARTITION BY change.node ORDER BY change.revision) AS until
            FROM change JOIN name ON name.id = change.node WHERE name.kind = 'runtimeSpec'
        ),
        pin AS (
            SELECT node, since, until, 'imageManifest' AS kind,
                json_extract(value, '$.parameters."image.manifest"') AS name
            FROM spec WHERE value IS NOT NULL
            UNION
            SELECT node, since, until, 'storePath', output.value
            FROM spec, json_each(spec.value, '$.parameters."nix.outputs"') AS output WHERE spec.value IS NOT NULL
        ),
        placed AS (
            SELECT *, row_number() OVER (PARTITION BY node, since ORDER BY kind, name) - 1 AS position
            FROM pin WHERE name IS NOT NULL
        )
        SELECT placed.node, placed.since, placed.until, placed.position, name.id AS target
        FROM placed JOIN name ON name.kind = placed.kind AND name.name = placed.name;
        INSERT INTO edge (source, position, label, target, since)
            SELECT node, position, 'dependsOn', target, since FROM pinned
            WHERE until IS NULL AND target IN (SELECT id FROM node);
        INSERT INTO past_edge (target, until, source, label, since)
            SELECT target, until, node, 'dependsOn', since FROM pinned WHERE until IS NOT NULL;
        DROP TABLE pinned;
        """

    /// Format 4: instances may have a resolved configuration in common, which leaves open what each has for itself; who doesn't
    /// know that would start them without it. And nodes' sizes stand together, as values are long: a closure's sizes would
    /// be a page each.
    private static let sharedConfigurations = "CREATE INDEX node_size ON node (id, size);"

    /// Format 3: leases, and what is measured, beside the graph. A lease's row stays when nobody holds it, for its epoch.
    private static let leasesAndObservations = """
        CREATE TABLE lease (
            name TEXT PRIMARY KEY,
            holder TEXT NOT NULL,
            epoch INTEGER NOT NULL,
            duration REAL NOT NULL,
            expires INTEGER NOT NULL,
            released INTEGER NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE observation (
            subject TEXT NOT NULL,
            time INTEGER NOT NULL,
            value BLOB NOT NULL,
            PRIMARY KEY (subject, time)
        ) WITHOUT ROWID;
        CREATE INDEX observation_time ON observation (time);
        CREATE TABLE round_trip (
            subject TEXT NOT NULL,
            time INTEGER NOT NULL,
            value BLOB NOT NULL,
            PRIMARY KEY (subject, time)
        ) WITHOUT ROWID;
        CREATE INDEX round_trip_time ON round_trip (time);
        """
}
