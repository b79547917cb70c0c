import Foundation
public import OCI
import Processes

/// A CNI plugin: a program that reads its configuration from standard input and answers in JSON (CNI spec 1.0).
public struct CNIPlugin: Hashable, Sendable {
    /// What a plugin can be asked to do.
    public enum Operation: String, Hashable, Sendable, Codable {
        case add = "ADD"
        case delete = "DEL"
        case check = "CHECK"
    }

    /// The attachment that is meant: a container's interface in a network namespace.
    public struct Target: Hashable, Sendable {
        public var container: String
        /// The namespace's path; empty when it is gone, which DEL must bear.
        public var namespace: String
        public var interface: String
        /// Further words for the plugins, as `IP=10.200.7.2`.
        public var arguments: [String: String]

        public init(
            container: String, namespace: String, interface: String = "eth0", arguments: [String: String] = [:]
        ) {
            self.container = container
            self.namespace = namespace
            self.interface = interface
            self.arguments = arguments
        }
    }

    /// The plugin's name, which is its file's.
    public let name: String
    /// The folder that it and the plugins it calls in turn lie in.
    public let folder: String

    public init(_ name: String, folder: String) {
        self.name = name
        self.folder = folder
    }

    /// Runs the plugin once; the result of an ADD, nil for what answers nothing.
    ///
    /// - Throws: ``RelayError/plugin(_:)`` with the plugin's own words, ``RelayError/system(action:reason:)`` when it
    ///   can't be run or doesn't speak JSON.
    public func run(
        _ operation: Operation, _ target: Target, configuration: [String: JSONValue]
    ) async throws(RelayError) -> JSONValue? {
        let result: Command.Result
        do {
            result = try await Command(
                "\(folder)/\(name)", environment: environment(operation, target),
                input: Array(try CanonicalJSON.encode(JSONValue.object(configuration)))
            ).result()
        } catch {
            throw .system(action: "run the CNI plugin \(name)", reason: "\(error)")
        }
        let answer =
            result.output.isEmpty
            ? nil : try? CanonicalJSON.decode(JSONValue.self, from: Data(result.output.utf8))
        guard result.status == 0 else {
            throw .plugin(
                CNIError(
                    plugin: name, command: operation,
                    code: answer?["code"]?.integer.map(Int.init) ?? Int(result.status),
                    message: answer?["msg"]?.string ?? Self.lastLine(result.errorOutput),
                    details: answer?["details"]?.string))
        }
        return answer
    }

    private func environment(_ operation: Operation, _ target: Target) -> [String: String] {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        return [
            "CNI_COMMAND": operation.rawValue,
            "CNI_CONTAINERID": target.container,
            "CNI_NETNS": target.namespace,
            "CNI_IFNAME": target.interface,
            "CNI_PATH": folder,
            "CNI_ARGS": target.arguments.sorted { $0.key < $1.key }.map { "\($0)=\($1)" }.joined(separator: ";"),
            // The plugins look iptables up; what conmon starts may have a PATH without the system's programs.
            "PATH": ([path].filter { !$0.isEmpty } + ["/usr/sbin", "/sbin", "/usr/bin", "/bin"]).joined(separator: ":"),
        ]
    }

    private static func lastLine(_ text: String) -> String {
        text.split(separator: "\n").last.map(String.init) ?? "it said nothing"
    }
}
