import Testing

extension EngineTests {
    @Suite("Logs") struct LogTests {
        private static func worker(_ script: String, log: String = "maxSize: 64KiB, maxFiles: 50") -> String {
            """
            kind: Automaton
            name: worker
            artefact: box
            process: {args: [/bin/sh, -c, '\(script)']}
            overwatch: {restart: {policy: never}, log: {\(log)}}

            """
        }

        @Test("following ends with the instance, and loses and doubles no line over rotations")
        func following() async throws {
            try await Place.with { place in
                let pad = String(repeating: "x", count: 90)
                let script = "i=0; while test $i -lt 2000; do echo $i \(pad); i=$((i+1)); "
                    + "test $((i % 40)) = 0 && sleep 0.05; done; echo end"
                try await place.expect(0, "up", try place.declare(Self.worker(script)))
                let program = try place.begin("logs", "-f", "worker")
                #expect(try await program.status() == 0, "\(program.errors)")
                let lines = program.output.split(separator: "\n").map(String.init)
                #expect(lines == (0..<2000).map { "\($0) \(pad)" } + ["end"])
            }
        }

        @Test("following goes on over a restart, and ends when the instance is removed")
        func restart() async throws {
            try await Place.with { place in
                let script = "echo begun; exec sleep 1000"
                try await place.expect(
                    0, "up", try place.declare(Self.worker(script) + "orchestrator: {stop: {signal: SIGKILL}}\n"))
                let program = try place.begin("logs", "-f", "worker")
                try await EngineTests.until("it has begun") { program.output == "begun\n" }
                try await place.expect(0, "restart", "worker")
                try await EngineTests.until("it has begun anew") { program.output == "begun\nbegun\n" }
                #expect(program.isRunning)
                try await place.expect(0, "down")
                #expect(try await program.status() == 0, "\(program.errors)")
            }
        }

        @Test("the last lines, and those since")
        func tail() async throws {
            try await Place.with { place in
                try await place.expect(0, "up", try place.declare(Self.worker("echo 1; echo 2; echo 3; exec sleep 1000")))
                try await EngineTests.until("it has said all") {
                    try await place.expect(0, "logs", "worker") == "1\n2\n3\n"
                }
                #expect(try await place.expect(0, "logs", "worker", "--tail", "2") == "2\n3\n")
                #expect(try await place.expect(0, "logs", "worker", "--since", "1h") == "1\n2\n3\n")
                #expect(try await place.expect(0, "logs", "worker", "--since", "2100-01-01T00:00:00Z") == "")
                try await place.expect(0, "stop", "worker")
                #expect(try await place.expect(0, "logs", "worker") == "1\n2\n3\n", "the log outlives the process")
            }
        }
    }
}
