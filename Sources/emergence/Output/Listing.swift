import ArgumentParser
import OCI

/// How a list is printed.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case table, json, yaml
}

/// One thing said of each row: under a title in a table, by a key in JSON and YAML.
struct Column<Row> {
    let key: String
    /// Nil for what tables leave out.
    let title: String?
    let value: (Row) -> JSONValue
    let cell: (Row) -> Cell

    init(_ key: String, _ title: String?, value: @escaping (Row) -> JSONValue, cell: ((Row) -> Cell)? = nil) {
        self.key = key
        self.title = title
        self.value = value
        self.cell = cell ?? { Cell(value($0).inline) }
    }

    init(_ key: String, _ title: String?, _ text: @escaping (Row) -> String) {
        self.init(key, title, value: { .string(text($0)) }, cell: { Cell(text($0)) })
    }
}

/// A list with one definition for people and for programs: every row has the same keys in every format.
struct Listing<Row> {
    let columns: [Column<Row>]
    /// The keys of the columns that give way on a narrow terminal; nil for the last alone.
    let elastic: [String]?
    /// The keys of columns that a narrow terminal goes without, in that order; all other formats have them.
    let dispensable: [String]
    /// The keys of columns that a table goes without where no row has anything in them.
    let sparse: Set<String>

    init(
        _ columns: [Column<Row>], elastic: [String]? = nil, dispensable: [String] = [], sparse: Set<String> = []
    ) {
        self.columns = columns
        self.elastic = elastic
        self.dispensable = dispensable
        self.sparse = sparse
    }

    /// Prints the rows on standard output.
    ///
    /// - Throws: ``OutputClosed`` when nobody reads it.
    func print(_ rows: [Row], as format: OutputFormat) throws {
        switch format {
        case .table: try Console.output.write(table(rows).bytes(width: Console.output.columns, style: style))
        case .json: try Document.json(json(rows)).print()
        case .yaml: try Document.yaml(json(rows)).print()
        }
    }

    /// The rows as an array of objects.
    func json(_ rows: [Row]) -> JSONValue {
        .array(rows.map(json))
    }

    /// One row as an object.
    func json(_ row: Row) -> JSONValue {
        .object(Dictionary(columns.map { ($0.key, $0.value(row)) }, uniquingKeysWith: { _, last in last }))
    }

    private func table(_ rows: [Row]) -> Table {
        let shown = columns.filter { $0.title != nil && !isEmpty($0, in: rows) }
        func index(of key: String) -> Int? { shown.firstIndex { $0.key == key } }
        return Table(
            columns: shown.map { column in
                TableColumn(column.title ?? "", cells: rows.indices.lazy.map { column.cell(rows[$0]) })
            },
            elastic: elastic.map { Set($0.compactMap(index)) }, dispensable: dispensable.compactMap(index))
    }

    private func isEmpty(_ column: Column<Row>, in rows: [Row]) -> Bool {
        sparse.contains(column.key) && !rows.isEmpty && rows.allSatisfy { column.cell($0).text == "-" }
    }

    private var style: Style { Console.output.style }
}
