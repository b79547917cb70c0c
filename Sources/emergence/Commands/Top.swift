import ArgumentParser
import Engine
import Foundation
import OCI

struct Top: EngineCommand {
    static let configuration = CommandConfiguration(
        "top", "Show what hosts and automatons use, and the requests that they get.",
        discussion: """
            'emergence serve' must run, or 'emergence agent' on hosts: they measure. Numbers are the means of some \
            seconds. With --svg, a picture of this host's last minutes is written: requests, latency and instances over \
            time.
            """,
        example: "emergence top\nemergence top --svg traffic.svg --last 10m")

    @Option(name: .shortAndLong, help: "How to print it.") var output: OutputFormat = .table
    @Option(help: ArgumentHelp("Write a picture to this file as well.", valueName: "file"), completion: .file())
    var svg: String?
    @Option(help: ArgumentHelp("How far back the picture goes, as 90s or 5m.", valueName: "time"))
    var last = TimeSpan(seconds: 600)
    @OptionGroup(title: "WHERE") var place: PlaceOptions

    func run(on engine: Engine) async throws {
        let found = try await engine.observations()
        if let svg {
            let points = engine.traffic(inLast: last.seconds)
            do {
                try TrafficPicture(points: points).svg.write(toFile: svg, atomically: true, encoding: .utf8)
            } catch {
                throw Failure(.failed, "\(svg) can't be written: \(error.localizedDescription)")
            }
        }
        try Listing.observed.print(found.rows, as: output)
    }
}

extension Listing where Row == ObservedRow {
    fileprivate static var observed: Listing {
        Listing(
            [
                Column("kind", "KIND") { $0.kind.rawValue },
                Column("name", "NAME") { $0.name },
                Column("instances", "INSTANCES", value: { .integer(Int64($0.instances)) }),
                Column("ready", "READY", value: { .integer(Int64($0.ready)) }),
                Column(
                    "processors", "CPU", value: { $0.processors.map { .number($0) } ?? .null },
                    cell: { .rounded($0.processors) }),
                Column(
                    "processorsAllocated", "CPU ALLOC", value: { .number($0.processorsAllocated) },
                    cell: { .rounded($0.processorsAllocated) }),
                Column(
                    "memory", "MEMORY", value: { $0.memory.map { .integer($0) } ?? .null },
                    cell: { Cell($0.memory.map { Wording.bytes($0) } ?? "-") }),
                Column(
                    "memoryAllocated", "MEM ALLOC", value: { .integer($0.memoryAllocated) },
                    cell: { Cell(Wording.bytes($0.memoryAllocated)) }),
                Column(
                    "requestsPerSecond", "REQ/S", value: { $0.requestsPerSecond.map { .number($0) } ?? .null },
                    cell: { .rounded($0.requestsPerSecond) }),
                Column(
                    "errorsPerSecond", "ERR/S", value: { $0.errorsPerSecond.map { .number($0) } ?? .null },
                    cell: { .rounded($0.errorsPerSecond) }),
                Column(
                    "p50", "P50", value: { JSONValue($0.p50) }, cell: { Cell($0.p50.map { "\($0) ms" } ?? "-") }),
                Column(
                    "p99", "P99", value: { JSONValue($0.p99) }, cell: { Cell($0.p99.map { "\($0) ms" } ?? "-") }),
            ], elastic: ["name"], dispensable: ["memoryAllocated", "processorsAllocated", "kind"])
    }
}

extension Cell {
    /// A number to the hundredth; a dash for none.
    fileprivate static func rounded(_ value: Double?) -> Cell {
        Cell(value.map { String(($0 * 100).rounded() / 100) } ?? "-")
    }
}
