import Foundation
import Processes
import Testing

extension EngineTests {
    @Suite("What serve plans") struct PlannedTests {
        @Test("what-if says what a file would do, serve does it, says why, and replay decides the same")
        func planned() async throws {
            try await Place.with { place in
                func file(_ count: Int, _ log: String) throws -> String {
                    try place.declare(
                        """
                        kind: Automaton
                        name: idle
                        artefact: box
                        process: {args: [/bin/sleep, "1000"], env: [LOG=\(log)]}
                        orchestrator: {stop: {signal: SIGKILL}, instances: {min: \(count), max: \(count)}}
                        """)
                }
                try await place.expect(0, "up", try file(1, "one"))
                let three = try file(3, "one")
                let plan = try await place.expect(2, "plan", three)
                // Nobody plans yet.
                #expect(!plan.contains("place idle-2 on "), "\(plan)")
                let forecast = try await place.expect(0, "what-if", "--apply", three)
                #expect(forecast.contains("place idle-3 on "), "\(forecast)")
                #expect(try await place.instances().count == 1)

                let serve = try await place.serve()
                try await EngineTests.until("plan says what serve would do") {
                    let plan = try await place.expect(2, "plan", three)
                    return plan.contains("place idle-2 on ") && plan.contains("place idle-3 on ")
                }
                try await place.expect(0, "apply", three)
                try await EngineTests.until("there are three") {
                    try await place.instances().count { $0.state == "running" || $0.state == "ready" } == 3
                }
                let why = try await place.expect(0, "why-here", "idle-2")
                #expect(why.contains("3 instances wanted, decided on revision") && why.contains("chosen: "), "\(why)")
                let replay = try await place.expect(0, "replay")
                #expect(replay.contains("2 decisions of ") && replay.contains(": the same"), "\(replay)")

                try await place.expect(0, "apply", try file(1, "one"))
                try await EngineTests.until("there is one") {
                    try await place.instances().map(\.instance) == ["idle-1"]
                }
                serve.interrupt()
                #expect(try await serve.status() == 0, "\(serve.errors)")
                #expect(serve.errors.contains("idle: 3 instead of 1: 3 instances wanted"), "\(serve.errors)")
            }
        }
    }
}
