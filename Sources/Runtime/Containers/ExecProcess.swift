import OCI

/// The OCI process of one more program in a container: the configuration's own, with what the request changes.
///
/// The runtimes' own options differ: crun drops the container's variables as soon as it's given one.
enum ExecProcess {
    /// - Parameter configuration: the bundle's config.json.
    static func process(_ request: ExecRequest, configuration: JSONValue) -> [String: JSONValue] {
        var process = configuration["process"]?.object ?? [:]
        process["args"] = .array(request.arguments.map { .string($0) })
        process["terminal"] = .bool(request.terminal)
        process["env"] = .array(merged(process["env"]?.array ?? [], request.environment).map { .string($0) })
        if let folder = request.workingDirectory { process["cwd"] = .string(folder) }
        // The size would be that of the container's own terminal.
        process["consoleSize"] = nil
        return process
    }

    /// A later variable of a name takes an earlier one's place.
    private static func merged(_ own: [JSONValue], _ given: [String]) -> [String] {
        func name(_ variable: String) -> Substring { variable.prefix { $0 != "=" } }
        let replaced = Set(given.map(name))
        return own.compactMap(\.string).filter { !replaced.contains(name($0)) } + given
    }
}
