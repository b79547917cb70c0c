import Processes
import Testing

extension EngineTests {
    @Suite("exec") struct ExecTests {
        @Test("ends with 127 for a program that isn't there, and with 126 for one that can't be executed")
        func noProgram() async throws {
            try await Place.with { place in
                try await place.expect(0, "up", try place.declare(Services.idle()))
                #expect(
                    try await place.expect(127, "exec", "idle", "--", "nothing", "-x") == """
                        emergence: there is no program 'nothing' in idle-1
                        hint: its folder isn't in the instance's PATH; give the whole path

                        """)
                #expect(
                    try await place.expect(127, "exec", "-e", "PATH=/www", "idle", "--", "sh").contains("'sh'"))
                #expect(
                    try await place.expect(127, "exec", "idle", "--", "/no/where")
                        == "emergence: there is no program '/no/where' in idle-1\n")
                #expect(
                    try await place.expect(126, "exec", "idle", "--", "/www/index.html")
                        == "emergence: '/www/index.html' in idle-1 can't be executed\n")
                #expect(try await place.expect(126, "exec", "idle", "--", "/www").contains("can't be executed"))
                // A program's own status is no less its own.
                let own = try await place.run("exec", "idle", "--", "sh", "-c", "echo said >&2; exit 127")
                #expect(own.status == 127 && own.errorOutput == "said\n")
            }
        }
    }
}
