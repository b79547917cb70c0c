/// Something on disk that no archive can hold.
public struct TreeError: Error, Hashable, Sendable {
    /// Its path.
    public let path: String
    /// What it is, as "a socket".
    public let kind: String
}

extension TreeError: CustomStringConvertible {
    public var description: String {
        "\(path) is \(kind): a store path holds files, folders and symbolic links only"
    }
}
