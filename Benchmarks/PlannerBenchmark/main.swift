import Foundation
import Measuring

// What planning costs.
//
//     PlannerBenchmark decide [HOSTS [INSTANCES [AUTOMATONS]]]         what a plan costs, within one process
//     PlannerBenchmark commit FOLDER [HOSTS [INSTANCES [AUTOMATONS]]]  by a controller, until it is on the disk
//     PlannerBenchmark large [HOSTS [INSTANCES [AUTOMATONS]]]          one change among 1,000,000 instances
//
// The aims are for the numbers that are taken where none are given, and for an optimised build.

#if DEBUG
    print("This build isn't optimised: the aims are for one that is.")
#endif

var words = CommandLine.arguments.dropFirst()
let part = words.popFirst() ?? "decide"
let folder = part == "commit" ? words.popFirst() ?? FileManager.default.temporaryDirectory.path : ""
let numbers = words.compactMap { Int($0) }

func number(_ place: Int, _ otherwise: Int) -> Int { numbers.dropFirst(place).first ?? otherwise }

switch part {
case "decide":
    try DecisionBenchmark(
        hostCount: number(0, 5000), instanceCount: number(1, 50_000), automatonCount: number(2, 500)
    ).run()
case "commit":
    var rates: [Double] = []
    for isConstrained in [false, true] {
        let fleet = GeneratedFleet(
            hosts: number(0, 5000), instances: number(1, 50_000), automatons: number(2, 500),
            isConstrained: isConstrained)
        rates.append(
            try await ControllerBenchmark(folder: folder).run(
                fleet, words: isConstrained ? "with affinity, spread, labels and a preferred location" : "simple",
                aim: rates.first.map { $0 / 2 } ?? 3750))
    }
case "large":
    try LargeFleetBenchmark(
        hostCount: number(0, 100_000), instanceCount: number(1, 1_000_000), automatonCount: number(2, 10_000)
    ).run()
default: print("decide, commit FOLDER or large")
}
