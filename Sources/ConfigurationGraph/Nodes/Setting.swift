public import OCI

/// Where in the operator's files something was written.
public struct SourceLocation: Hashable, Sendable, Codable {
    /// The file, as the operator named it.
    public var file: String
    /// The line, from 1.
    public var line: Int
    /// The column, from 1.
    public var column: Int

    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }
}

extension SourceLocation: CustomStringConvertible {
    public var description: String { "\(file):\(line)" }
}

/// One parameter that the operator gave a value, and where.
public struct Setting: Hashable, Sendable, Codable {
    /// The parameter's path in the catalogue, as `process.env` or `relay.publish`.
    public var parameter: String
    /// The value as it was given; null takes a default away.
    public var value: JSONValue
    /// Where it was written.
    public var location: SourceLocation

    public init(parameter: String, value: JSONValue, location: SourceLocation) {
        self.parameter = parameter
        self.value = value
        self.location = location
    }
}
