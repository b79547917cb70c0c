import ConfigurationGraph

/// Since which versions container runtimes act on what older ones ignore in silence or refuse.
///
/// The versions are from the runtimes' own release notes (crun's NEWS, runc's CHANGELOG.md); what Debian 12 has, crun
/// 1.8.1 and runc 1.1.5, was tried besides.
struct RuntimeSupport {
    /// A parameter, or what several begin with.
    let parameter: String
    /// The first version of each runtime that acts on it, by the runtime's name.
    let since: [String: Version]

    private init(_ parameter: String, crun: Version?, runc: Version?) {
        self.parameter = parameter
        since = ["crun": crun, "runc": runc].compactMapValues { $0 }
    }

    static let all = [
        RuntimeSupport("domainname", crun: [1, 7], runc: [1, 2]),
        RuntimeSupport("process.scheduler", crun: [1, 8, 5], runc: [1, 2]),
        RuntimeSupport("process.ioPriority", crun: [1, 8, 6], runc: [1, 2]),
        RuntimeSupport("process.execCPUAffinity", crun: [1, 21], runc: [1, 3]),
        RuntimeSupport("linux.personality", crun: [1, 0], runc: [1, 2]),
        RuntimeSupport("linux.netDevices", crun: [1, 24], runc: [1, 4]),
        RuntimeSupport("linux.memoryPolicy", crun: [1, 24], runc: [1, 4]),
        RuntimeSupport("linux.intelRdt.schemata", crun: [1, 24], runc: [1, 4]),
        RuntimeSupport("linux.intelRdt.enableMonitoring", crun: [1, 24], runc: [1, 4]),
        RuntimeSupport("linux.intelRdt", crun: [1, 10], runc: [1, 0]),
        RuntimeSupport("linux.resources.rdma", crun: nil, runc: [1, 1]),
    ]

    /// The highest version of runtime-spec that a runtime takes; nil where it doesn't look.
    static func highestSpecification(of features: Host.Features) -> Version? {
        features.runtime == "crun" && Version(features.runtimeVersion) < [1, 14, 2] ? [1, 1] : nil
    }

    /// Why a host's runtime can't act on it; nil where it can.
    func refusal(by features: Host.Features) -> String? {
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
