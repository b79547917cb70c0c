import ConfigurationGraph

/// Since which versions container runtimes act on what older ones ignore in silence or refuse.
///
/// The versions are from the runtimes' own release notes (crun's NEWS, runc's CHANGELOG.md) and, where those are silent,
/// the first release whose source reads the field: crun's `rdma` (none up to 1.29), `linux.personality` and
/// `linux.netDevices`, runc's `intelRdt.closID`. They were looked up in containers/crun ba38286f and opencontainers/runc
/// 76d9cf5d. What Debian 12 has, crun 1.8.1 and runc 1.1.5, was tried besides: docs/conformance.md shows it.
struct RuntimeSupport {
    /// A parameter, or what several begin with.
    let parameter: String
    /// The first version of each runtime that acts on it, by the runtime's name.
    let since: [String: Version]
    /// The version of control groups that this is about; nil for any.
    let controlGroups: String?

    private init(_ parameter: String, crun: Version?, runc: Version?, on controlGroups: String? = nil) {
        self.parameter = parameter
        since = ["crun": crun, "runc": runc].compactMapValues { $0 }
        self.controlGroups = controlGroups
    }

    static let all = [
        RuntimeSupport("domainname", crun: [1, 7], runc: [1, 2]),
        RuntimeSupport("process.scheduler", crun: [1, 8, 5], runc: [1, 2]),
        RuntimeSupport("process.ioPriority", crun: [1, 8, 6], runc: [1, 2]),
        RuntimeSupport("process.execCPUAffinity", crun: [1, 19], runc: [1, 3]),
        RuntimeSupport("linux.personality", crun: [0, 11], runc: [1, 2]),
        RuntimeSupport("linux.netDevices", crun: [1, 22], runc: [1, 4]),
        RuntimeSupport("linux.memoryPolicy", crun: [1, 24], runc: [1, 4]),
        RuntimeSupport("linux.intelRdt.schemata", crun: [1, 24], runc: [1, 4]),
        RuntimeSupport("linux.intelRdt.enableMonitoring", crun: [1, 24], runc: [1, 4]),
        RuntimeSupport("linux.intelRdt.closID", crun: [1, 10], runc: [1, 1]),
        RuntimeSupport("linux.intelRdt", crun: [1, 10], runc: [1, 0]),
        RuntimeSupport("linux.resources.rdma", crun: nil, runc: [1, 1]),
        // Older ones know the files of CFQ alone, which left Linux with 5.0, and none of bfq's.
        RuntimeSupport("linux.resources.blockIO.weight", crun: [1, 8, 2], runc: [1, 0], on: "v1"),
        RuntimeSupport("linux.resources.blockIO.weightDevice", crun: [1, 8, 2], runc: [1, 0], on: "v1"),
    ]

    /// The highest version of runtime-spec that a runtime takes; nil where it doesn't look.
    static func highestSpecification(of features: Host.Features) -> Version? {
        features.runtime == "crun" && Version(features.runtimeVersion) < [1, 14, 3] ? [1, 1] : nil
    }

    /// Why a host's runtime can't act on it; nil where it can.
    func refusal(by features: Host.Features) -> String? {
        if let controlGroups, controlGroups != (features.cgroups == "v2" ? "v2" : "v1") { return nil }
        guard let first = since[features.runtime] else {
            return "has no effect with \(features.runtime) \(features.runtimeVersion): leave it out, or use another "
                + "runtime"
        }
        guard Version(features.runtimeVersion) < first else { return nil }
        return "has no effect with \(features.runtime) \(features.runtimeVersion): it needs \(first) or later"
    }

    /// Whether a leaf falls under it.
    func covers(_ path: String) -> Bool { path == parameter || path.hasPrefix(parameter + ".") }
}

/// A version of a program or specification: numbers, of which missing ones are 0.
struct Version: Comparable, ExpressibleByArrayLiteral, CustomStringConvertible {
    private let numbers: [Int]

    init(arrayLiteral elements: Int...) { numbers = elements }

    /// Reads `1.8.1`; what isn't a number counts as 0.
    init(_ text: String) { numbers = text.split(separator: ".").map { Int($0.prefix { $0.isNumber }) ?? 0 } }

    var description: String { numbers.map(String.init).joined(separator: ".") }

    /// Without what comes after the second number.
    var minor: Version { Version(numbers: Array(numbers.prefix(2))) }

    private init(numbers: [Int]) { self.numbers = numbers }

    static func < (left: Version, right: Version) -> Bool { left.padded.lexicographicallyPrecedes(right.padded) }
    static func == (left: Version, right: Version) -> Bool { left.padded == right.padded }

    private var padded: [Int] { numbers + Array(repeating: 0, count: max(0, 4 - numbers.count)) }
}
