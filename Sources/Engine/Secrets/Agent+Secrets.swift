import ConfigurationGraph
import Foundation
import GraphStore
import OCI
import Runtime
import Sealing

extension Agent {
    /// Opens the secrets that an instance reads.
    ///
    /// - Throws: ``Failure`` that names the secret, or the key, that isn't there.
    func secrets(for assignment: Assignment) async throws -> LaunchSecrets {
        let files = assignment.secretFiles
        let variables = assignment.secretVariables
        guard !files.isEmpty || !variables.isEmpty else { return LaunchSecrets() }
        let names = Set(files.map(\.secret)).union(variables.values)
        let values = try await open(names)
        let user = assignment.spec.spec["process"]?["user"]
        return LaunchSecrets(
            user: UInt32(clamping: user?["uid"]?.integer ?? 0), group: UInt32(clamping: user?["gid"]?.integer ?? 0),
            files: files.compactMap { file in
                values[file.secret].map { LaunchSecrets.File(name: file.name, value: $0, mode: file.mode) }
            },
            variables: variables.compactMapValues { values[$0] })
    }

    private func open(_ names: Set<String>) async throws -> [String: SecretValue] {
        let keys = SecretKeys(settings)
        return try await keys.whileLocked {
            let secrets = try await store.read { view in
                try names.sorted().map { name in
                    guard let secret = try view.value(Secret.self, named: name) else {
                        throw Failure(.failed, "there is no secret '\(name)'", hint: "'emergence up' resolves it anew")
                    }
                    return secret
                }
            }
            let ring = try keys.ring()
            return try Dictionary(
                secrets.map { ($0.name, try keys.open($0, with: ring)) }, uniquingKeysWith: { first, _ in first })
        }
    }
}

extension Assignment {
    /// The secrets that its configuration mounts: the file's name in the bundle, the secret's, and the mode.
    fileprivate var secretFiles: [(name: String, secret: String, mode: UInt32)] {
        (spec.spec["mounts"]?.array ?? []).compactMap { mount in
            guard let source = mount["source"]?.string, source.hasPrefix("secrets/files/"),
                let destination = mount["destination"]?.string,
                let file = parameter("secrets.files.\(destination)"), let secret = file["name"]?.string
            else { return nil }
            let mode = UInt32(file["mode"]?.string ?? "0400", radix: 8) ?? 0o400
            return (String(source.dropFirst("secrets/files/".count)), secret, mode)
        }
    }

    /// The secrets that are variables, by the variable's name.
    fileprivate var secretVariables: [String: String] {
        let prefix = "secrets.env."
        return spec.parameters.reduce(into: [:]) { variables, parameter in
            guard parameter.key.hasPrefix(prefix), let secret = parameter.value.string else { return }
            variables[String(parameter.key.dropFirst(prefix.count))] = secret
        }
    }
}
