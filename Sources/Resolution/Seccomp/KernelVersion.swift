/// The first two numbers of a kernel's release, by which system calls come.
struct KernelVersion: Hashable, Comparable, Sendable {
    let major: Int
    let minor: Int

    init(_ major: Int, _ minor: Int) {
        self.major = major
        self.minor = minor
    }

    /// From a release such as `6.1.0-18-amd64`; a number that isn't there counts as 0.
    init(release: String) {
        let numbers = release.split(separator: ".").prefix(2).map { Int($0.prefix { $0.isASCII && $0.isNumber }) ?? 0 }
        self.init(numbers.first ?? 0, numbers.count > 1 ? numbers[1] : 0)
    }

    static func < (left: KernelVersion, right: KernelVersion) -> Bool {
        (left.major, left.minor) < (right.major, right.minor)
    }
}

extension KernelVersion: CustomStringConvertible {
    var description: String { "\(major).\(minor)" }
}
