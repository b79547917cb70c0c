import Foundation
import Testing

extension EngineTests {
    /// No process of Emergence runs while these wait: conmon's exit command does it all.
    @Suite("With no process of Emergence running") struct RestartTests {
        private static func automaton(_ script: String, restart: String, more: String = "") -> String {
            """
            kind: Automaton
            name: worker
            artefact: box
            process: {args: [/bin/sh, -c, '\(script)']}
            overwatch: {restart: {\(restart), backoff: {initial: 0.05, max: 0.2}}\(more)}
            """
        }

        @Test("a failing process is started anew until it succeeds", arguments: ["runc", "crun"])
        func onFailure(runtime: String) async throws {
            try await Place.with(runtime: runtime) { place in
                // It counts its runs in its own root, which a restart makes anew: so it counts in a volume.
                let script = "echo x >> /data/runs; test $(busybox wc -l < /data/runs) -ge 3 || exit 7"
                let file = try place.declare(
                    "kind: Volume\nname: runs\n---\n"
                        + Self.automaton(script, restart: "policy: onFailure")
                        + "\nvolumes: [{name: runs, destination: /data}]\n")
                _ = try await place.run("up", file)
                let row = try await place.until("worker-1", is: "exited")
                #expect(row.restarts == 2)
                #expect(row.exitCode == 0)
            }
        }

        @Test("one that never restarts says how it ended")
        func never() async throws {
            try await Place.with { place in
                let file = try place.declare(Self.automaton("exit 9", restart: "policy: never"))
                _ = try await place.run("up", file)
                let row = try await place.until("worker-1", is: "failed")
                #expect(row.restarts == 0)
                #expect(row.exitCode == 9)
            }
        }

        @Test("one that always restarts gives up after its retries")
        func retries() async throws {
            try await Place.with { place in
                let file = try place.declare(Self.automaton("exit 0", restart: "policy: always, maxRetries: 2"))
                _ = try await place.run("up", file)
                let row = try await place.until("worker-1", is: "failed")
                #expect(row.restarts == 2)
                #expect(row.message == "it ended with status 0 after 2 restarts in a row")
            }
        }

        @Test("a back-off ends at once when the instance is taken down")
        func downInBackOff() async throws {
            try await Place.with { place in
                let yaml = Self.automaton("exit 1", restart: "policy: always")
                    .replacingOccurrences(of: "initial: 0.05, max: 0.2", with: "initial: 300, max: 300")
                _ = try await place.run("up", try place.declare(yaml))
                try await place.until("worker-1", is: "backingOff")
                let clock = ContinuousClock()
                let start = clock.now
                try await place.expect(0, "down")
                #expect(start.duration(to: clock.now) < .seconds(60))
                #expect(try place.leftovers() == [])
            }
        }

        @Test("its log keeps to its bounds")
        func rotation() async throws {
            try await Place.with { place in
                let script = "i=0; while test $i -lt 400; do echo line $i; i=$((i+1)); done; exec sleep 1000"
                let file = try place.declare(
                    Self.automaton(script, restart: "policy: always", more: ", log: {maxSize: 4KiB, maxFiles: 3}"))
                try await place.expect(0, "up", file)
                try await EngineTests.until("it has said all") {
                    try await place.expect(0, "logs", "worker", "--tail", "1") == "line 399\n"
                }
                let logs = place.names(in: "instances/worker-1").filter { $0.hasPrefix("ctr.log") }
                #expect(Set(logs).subtracting(["ctr.log", "ctr.log.1", "ctr.log.2", "ctr.log.next"]) == [])
                for log in logs {
                    let size = try FileManager.default.attributesOfItem(
                        atPath: "\(place.state)/instances/worker-1/\(log)")[.size]
                    #expect((size as? Int ?? 0) < 4096 + 128)
                }
            }
        }
    }
}
