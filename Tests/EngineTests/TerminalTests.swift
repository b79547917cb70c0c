import Testing

extension EngineTests {
    @Suite("At a terminal") struct TerminalTests {
        private static let shell = """
            kind: Automaton
            name: shell
            artefact: box
            process: {args: [/bin/sh]}
            orchestrator: {stop: {signal: SIGKILL}}

            """

        @Test("attach joins a debugged instance, passes sizes on, lets go by the keys", arguments: ["runc", "crun"])
        func attach(runtime: String) async throws {
            try await Place.with(runtime: runtime) { place in
                try await place.expect(0, "up", "--debug", "shell", try place.declare(Self.shell))
                let terminal = try PseudoTerminal(["attach", "shell"], in: place)
                try terminal.type("echo one$((1+1))\r")
                try await terminal.see("one2")
                try terminal.type("stty size\r")
                try await terminal.see("24 80")
                terminal.resize(rows: 33, columns: 99)
                try await EngineTests.until("the size is passed on") {
                    try terminal.type("stty size\r")
                    return try await place.expect(0, "logs", "shell").contains("33 99")
                }
                try terminal.type("\u{10}\u{11}")
                #expect(try await terminal.status() == 0)
                #expect(try await place.instance("shell-1")?.state == "ready")
                // Attached again, and left by the shell's own end.
                let again = try PseudoTerminal(["attach", "shell", "--detach-keys", "ctrl-x"], in: place)
                try again.type("echo three$((2+2))\r")
                try await again.see("three4")
                try again.type("\u{18}")
                #expect(try await again.status() == 0)
            }
        }

        @Test("exec -it has a terminal of its own, and ends with the program's status", arguments: ["runc", "crun"])
        func exec(runtime: String) async throws {
            try await Place.with(runtime: runtime) { place in
                try await place.expect(0, "up", try place.declare(Services.idle()))
                let terminal = try PseudoTerminal(["exec", "-it", "idle", "--", "/bin/sh"], in: place)
                try terminal.type("test -t 0 && echo a$((1+1))terminal\r")
                try await terminal.see("a2terminal")
                try terminal.type("exit 42\r")
                #expect(try await terminal.status() == 42)
            }
        }
    }
}
