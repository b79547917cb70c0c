import ConfigurationGraph
import Measuring
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
