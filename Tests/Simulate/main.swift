import Glibc
import Simulation

// Runs scenario after scenario until so many hours were simulated, or a rule is broken.
//
//     Simulate [SEED [HOURS [LENGTH]]]
//
// LENGTH is the length of one scenario in minutes, the quiet after it not counted (60).

let numbers = CommandLine.arguments.dropFirst().compactMap { UInt64($0) }
let first = numbers.first ?? 1
let end = Int64(numbers.dropFirst().first ?? 10) * 3_600_000
let length = Int64(numbers.dropFirst(2).first ?? 60) * 60_000

var run = Run(seed: first)
while run.simulated < end {
    guard run.next(length: length) else { exit(1) }
}
run.sayProgress()
say("clean: seeds \(first) to \(run.seed - 1)")
