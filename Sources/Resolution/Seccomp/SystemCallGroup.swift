/// System calls with one purpose, and who may make them.
struct SystemCallGroup: Sendable {
    let permission: Permission
    /// What they do, and where it isn't obvious, why they are let through or not.
    let purpose: String
    /// Their names in the kernel, each in one group alone.
    let calls: [String]

    init(_ permission: Permission, _ purpose: String, _ calls: [String]) {
        self.permission = permission
        self.purpose = purpose
        self.calls = calls
    }

    /// When calls may be made.
    indirect enum Permission: Sendable {
        case always
        /// Refused with EPERM, as by a kernel that asks for a capability.
        case never
        /// Answered with ENOSYS, as by a kernel that lacks them.
        case unknown
        /// On one architecture, by GOARCH's name, and unknown on others.
        case on(String)
        /// Some arguments are let through, some are refused; others are answered as unknown.
        case arguments([ArgumentRule])
        /// From a version of the kernel on.
        case since(KernelVersion, otherwise: Permission)
        /// With any of these capabilities.
        case capability([String], otherwise: Permission)

        /// With any of these capabilities, else refused.
        static func with(_ capabilities: String...) -> Permission { .capability(capabilities, otherwise: .never) }
    }
}

/// What is answered where some bits of an argument have a value.
struct ArgumentRule: Hashable, Sendable {
    /// The argument's place, from 0.
    let index: UInt32
    /// The bits that are looked at: 32 at the most, as that is what the kernel takes of the arguments concerned.
    let mask: UInt64
    /// What those bits are.
    let value: UInt64
    /// The error that is answered; nil where the call goes through.
    let refusal: UInt32?

    static func allow(_ index: UInt32, mask: UInt64, is value: UInt64) -> ArgumentRule {
        ArgumentRule(index: index, mask: mask, value: value, refusal: nil)
    }
}

/// What becomes of a call on one host, with some capabilities.
enum SystemCallVerdict: Hashable, Sendable {
    case allowed
    /// EPERM.
    case refused
    /// ENOSYS.
    case unknown
    case byArguments([ArgumentRule])
}

extension SystemCallGroup.Permission {
    func verdict(in setting: SeccompSetting) -> SystemCallVerdict {
        switch self {
        case .always: .allowed
        case .never: .refused
        case .unknown: .unknown
        case .on(let architecture): setting.architecture == architecture ? .allowed : .unknown
        case .arguments(let rules): .byArguments(rules)
        case .since(let version, let otherwise):
            setting.kernel >= version ? .allowed : otherwise.verdict(in: setting)
        case .capability(let names, let otherwise):
            setting.capabilities.isDisjoint(with: names) ? otherwise.verdict(in: setting) : .allowed
        }
    }

    /// The capabilities that it asks about.
    var capabilities: [String] {
        switch self {
        case .capability(let names, let otherwise): names + otherwise.capabilities
        case .since(_, let otherwise): otherwise.capabilities
        default: []
        }
    }
}
