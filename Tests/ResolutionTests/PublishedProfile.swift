import Foundation
import OCI

@testable import Resolution

/// A profile in the form in which docker and podman publish theirs, whose conditions are for an engine to evaluate.
struct PublishedProfile: Decodable {
    let syscalls: [Rule]

    struct Rule: Decodable {
        let names: [String]
        let action: String
        let args: [JSONValue]?
        let includes: Condition?
        let excludes: Condition?
    }

    struct Condition: Decodable {
        let caps: [String]?
        let arches: [String]?
    }

    /// The one that Debian's golang-github-containers-common installs; nil where it isn't.
    static func installed() throws -> PublishedProfile? {
        guard let data = FileManager.default.contents(atPath: "/usr/share/containers/seccomp.json") else { return nil }
        return try CanonicalJSON.decode(PublishedProfile.self, from: data)
    }

    /// What it lets through on amd64, always or by arguments.
    func allowed(with capabilities: Set<String>) -> Set<String> {
        let held = syscalls.filter { rule in
            rule.action == "SCMP_ACT_ALLOW" && rule.includes?.isMet(capabilities) != false
                && (rule.excludes?.caps.map { !capabilities.isDisjoint(with: $0) } != true)
        }
        return Set(held.flatMap(\.names))
    }
}

extension PublishedProfile.Condition {
    fileprivate func isMet(_ capabilities: Set<String>) -> Bool {
        (caps.map { $0.isEmpty || !capabilities.isDisjoint(with: $0) } ?? true)
            && (arches.map { $0.isEmpty || $0.contains("amd64") } ?? true)
    }
}
