import Foundation
public import OCI

/// A network configuration: plugins that are run one after another, each given what those before it made.
public struct CNIChain: Hashable, Sendable {
    /// The specification's version that configuration and results are written in.
    public static let version = "1.0.0"

    /// The network's name, which plugins keep their own records under.
    public var name: String
    /// Each plugin's configuration, with its `type`.
    public var plugins: [[String: JSONValue]]
    /// The folder of the plugins.
    public var folder: String

    public init(name: String, plugins: [[String: JSONValue]], folder: String) {
        self.name = name
        self.plugins = plugins
        self.folder = folder
    }

    /// Attaches: every plugin in order.
    ///
    /// - Parameter previous: what plugins before these made; nil if there are none.
    /// - Throws: ``RelayError`` of the first plugin that refuses; what those before it did then needs ``delete(_:previous:)``.
    public func add(
        _ target: CNIPlugin.Target, previous made: CNIResult? = nil
    ) async throws(RelayError) -> CNIResult {
        var previous = try made.map { result throws(RelayError) in try Self.value(result) }
        for plugin in plugins {
            previous = try await run(.add, plugin, target, previous: previous)
        }
        do {
            return try CanonicalJSON.decode(CNIResult.self, from: try CanonicalJSON.encode(previous ?? .null))
        } catch {
            throw .system(action: "read the result of the network \(name)", reason: "\(error)")
        }
    }

    /// Detaches: every plugin in reverse order, all of them even if one refuses.
    ///
    /// - Throws: ``RelayError`` of the first plugin that refused, after the others were run.
    public func delete(_ target: CNIPlugin.Target, previous: CNIResult?) async throws(RelayError) {
        let value = try previous.map { result throws(RelayError) in try Self.value(result) }
        var failure: RelayError?
        for plugin in plugins.reversed() {
            do throws(RelayError) {
                _ = try await run(.delete, plugin, target, previous: value)
            } catch {
                failure = failure ?? error
            }
        }
        if let failure { throw failure }
    }

    /// Whether all is still as ADD left it.
    ///
    /// - Throws: ``RelayError`` of the first plugin that finds something else.
    public func check(_ target: CNIPlugin.Target, previous: CNIResult) async throws(RelayError) {
        let value = try Self.value(previous)
        for plugin in plugins {
            _ = try await run(.check, plugin, target, previous: value)
        }
    }

    private func run(
        _ operation: CNIPlugin.Operation, _ plugin: [String: JSONValue], _ target: CNIPlugin.Target,
        previous: JSONValue?
    ) async throws(RelayError) -> JSONValue? {
        var configuration = plugin
        configuration["cniVersion"] = .string(Self.version)
        configuration["name"] = .string(name)
        configuration["prevResult"] = previous
        let type = plugin["type"]?.string ?? ""
        return try await CNIPlugin(type, folder: folder).run(operation, target, configuration: configuration)
    }

    private static func value(_ result: CNIResult) throws(RelayError) -> JSONValue {
        do {
            return try CanonicalJSON.decode(JSONValue.self, from: try CanonicalJSON.encode(result))
        } catch {
            throw .system(action: "write a network's result", reason: "\(error)")
        }
    }
}
