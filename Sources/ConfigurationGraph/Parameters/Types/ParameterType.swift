/// The type of a parameter's values: what is accepted, and how two givers' values merge.
public indirect enum ParameterType: Hashable, Sendable {
    case string
    /// An absolute path without `.` or `..`.
    case path
    case bool
    case integer(ClosedRange<Int64>)
    case number(ClosedRange<Double>)
    /// A length in bytes: a whole number, or one with a unit (`256MiB`, `1GB`).
    case bytes
    /// A time span: seconds, or a number with a unit (`500ms`, `10s`, `5m`, `1h`, `7d`).
    case duration
    /// A signal's name or number (`SIGTERM`, `TERM`, `15`).
    case signal
    /// One of these words.
    case choice([String])
    /// A text of a form.
    case form(TextForm)
    case list(ParameterType)
    /// `NAME=VALUE` each; merges by name.
    case environment
    /// Values by key; merges by key.
    case map(ParameterType)
    /// Members by name, each with its type, and those that must be there; merges by member.
    case object([String: ParameterType], required: Set<String> = [])
    /// Whatever is of one of these types; the first that fits counts.
    case either([ParameterType])
    /// `HOSTPORT:PORT` or an object of both.
    case publishedPort
    /// Anything that JSON can say.
    case any
}
