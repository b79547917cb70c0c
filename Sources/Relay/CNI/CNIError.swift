/// Why a CNI plugin didn't do its work.
public struct CNIError: Error, Hashable, Sendable {
    /// The plugin's name, as `bridge`.
    public var plugin: String
    /// What was asked of it.
    public var command: CNIPlugin.Operation
    /// The plugin's error code (CNI spec 1.0, "Error"): below 100 the specification's, from 100 on its own.
    public var code: Int
    public var message: String
    public var details: String?

    public init(
        plugin: String, command: CNIPlugin.Operation, code: Int, message: String, details: String? = nil
    ) {
        self.plugin = plugin
        self.command = command
        self.code = code
        self.message = message
        self.details = details
    }
}

extension CNIError: CustomStringConvertible {
    public var description: String {
        let details = details.map { $0.isEmpty ? "" : ": \($0)" } ?? ""
        return "the CNI plugin \(plugin) failed at \(command.rawValue) with code \(code): \(message)\(details)"
    }
}
