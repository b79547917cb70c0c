import Glibc

/// What the process has used so far (getrusage(2)).
public struct Usage {
    /// Processor time, its own and the kernel's for it.
    public let seconds: Double
    /// The most that it ever had in memory.
    public let megabytes: Int

    /// As it is now.
    public init() {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        seconds = [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
        megabytes = usage.ru_maxrss / 1024
    }
}

extension DefaultStringInterpolation {
    /// A number with so many digits after the point.
    public mutating func appendInterpolation(_ number: Double, digits: Int) {
        let factor = pow(10, Double(digits))
        appendInterpolation((number * factor).rounded() / factor)
    }
}
