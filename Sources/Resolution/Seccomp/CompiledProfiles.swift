import OCI
import Synchronization

/// Profiles that were compiled before: thousands of instances share a few, and the memory that they take.
final class CompiledProfiles: Sendable {
    static let shared = CompiledProfiles()

    private let profiles = Mutex<[SeccompSetting: CompiledProfile]>([:])

    /// More than any fleet has; when there are as many, all are forgotten.
    private static let capacity = 64

    private init() {}

    func profile(for setting: SeccompSetting) -> CompiledProfile {
        if let known = profiles.withLock({ $0[setting] }) { return known }
        let compiled = CompiledProfile(SeccompProfile.compiled(for: setting))
        profiles.withLock { profiles in
            if profiles.count >= Self.capacity { profiles.removeAll() }
            profiles[setting] = compiled
        }
        return compiled
    }
}

/// A profile in the forms that a configuration needs.
struct CompiledProfile: Sendable {
    let value: RuntimeConfiguration.Seccomp
    let json: JSONValue

    init(_ value: RuntimeConfiguration.Seccomp) {
        self.value = value
        json = value.json
    }
}

extension RuntimeConfiguration.Seccomp {
    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = [
            "defaultAction": .string(defaultAction), "syscalls": .array((syscalls ?? []).map(\.json)),
        ]
        members["defaultErrnoRet"] = defaultErrnoRet.map { .integer(Int64($0)) }
        members["architectures"] = architectures.map { .strings($0) }
        return .object(members)
    }
}

extension RuntimeConfiguration.SystemCallRule {
    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = ["names": .strings(names), "action": .string(action)]
        members["errnoRet"] = errnoRet.map { .integer(Int64($0)) }
        members["args"] = args.map { .array($0.map(\.json)) }
        return .object(members)
    }
}

extension RuntimeConfiguration.SystemCallRule.Condition {
    fileprivate var json: JSONValue {
        var members: [String: JSONValue] = [
            "index": .integer(Int64(index)), "value": .integer(Int64(clamping: value)), "op": .string(op),
        ]
        members["valueTwo"] = valueTwo.map { .integer(Int64(clamping: $0)) }
        return .object(members)
    }
}
