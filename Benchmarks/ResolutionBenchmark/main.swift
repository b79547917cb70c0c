import ConfigurationGraph
import Glibc
import OCI
import Resolution

// What resolution costs, from within one process.
//
//     ResolutionBenchmark [INSTANCES [AUTOMATONS [CONFIGURATIONS]]]
//
// All instances are resolved, with provenance, and kept; then one configuration is changed and what it concerns is
// resolved anew.

let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let fleet = try Fleet(
    instances: numbers.first ?? 10_000, automatons: numbers.dropFirst().first ?? 200,
    configurations: numbers.dropFirst(2).first ?? 500)

let before = Usage()
var resolver = BatchResolver(in: fleet.graph)
var resolved: [ResolvedInstance] = []
resolved.reserveCapacity(fleet.requests.count)
for request in fleet.requests { resolved.append(try resolver.resolve(request)) }
let after = Usage()

let rows = resolved.reduce(0) { $0 + $1.spec.provenance.count }
print(
    "resolve \(resolved.count) instances of \(fleet.automatons) automatons with \(fleet.configurations) configurations: "
        + "\(after.seconds - before.seconds, digits: 3) s of processor time; \(after.megabytes) MB resident at the most "
        + "(aim 1 s and 300 MB); \(rows) rows of provenance")

let concerned = try fleet.concerned(by: "c0")
let start = Usage()
var second = BatchResolver(in: fleet.graph)
for request in concerned { _ = try second.resolve(request) }
print(
    "one configuration concerns \(concerned.count) of them, resolved anew in "
        + "\((Usage().seconds - start.seconds) * 1000, digits: 1) ms")

/// What the process has used so far (getrusage(2)).
struct Usage {
    /// Processor time, its own and the kernel's for it.
    let seconds: Double
    /// The most that it ever had in memory.
    let megabytes: Int

    init() {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        seconds = [usage.ru_utime, usage.ru_stime].reduce(0) { $0 + Double($1.tv_sec) + Double($1.tv_usec) / 1e6 }
        megabytes = usage.ru_maxrss / 1024
    }
}

extension DefaultStringInterpolation {
    /// A number with so many digits after the point.
    mutating func appendInterpolation(_ number: Double, digits: Int) {
        let factor = pow(10, Double(digits))
        appendInterpolation((number * factor).rounded() / factor)
    }
}
