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

let start = ContinuousClock.now
var resolver = BatchResolver(in: fleet.graph)
var resolved: [ResolvedInstance] = []
resolved.reserveCapacity(fleet.requests.count)
for request in fleet.requests { resolved.append(try resolver.resolve(request)) }
let seconds = (ContinuousClock.now - start) / .seconds(1)

var usage = rusage()
getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
let rows = resolved.reduce(0) { $0 + $1.spec.provenance.count }
print("resolved \(resolved.count) instances of \(fleet.automatons) automatons in \(seconds.rounded(to: 3)) s")
print("\(rows) rows of provenance, \(usage.ru_maxrss / 1024) MB at the most")

let concerned = try fleet.concerned(by: "c0")
let again = ContinuousClock.now
var second = BatchResolver(in: fleet.graph)
for request in concerned { _ = try second.resolve(request) }
let anew = (ContinuousClock.now - again) / .seconds(1)
print("one configuration concerns \(concerned.count) of them, resolved anew in \(anew.rounded(to: 3)) s")

extension Double {
    /// With so many digits after the point.
    func rounded(to digits: Int) -> Double {
        let factor = pow(10, Double(digits))
        return (self * factor).rounded() / factor
    }
}
