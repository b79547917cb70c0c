import Glibc
import OCI
import Testing

@testable import Runtime

@Suite("A program that is to run in a container")
struct ProgramLookupTests {
    @Test(
        "is looked for where POSIX says",
        arguments: [
            ("/bin/id", "/usr/bin", ["/bin/id"]),
            ("bin/id", "/usr/bin", ["/srv/bin/id"]),
            ("id", "/usr/bin:/bin", ["/usr/bin/id", "/bin/id"]),
            ("id", ":bin", ["/srv/id", "/srv/bin/id"]),
            ("id", nil, []),
            ("", "/bin", []),
        ] as [(String, String?, [String])])
    func candidates(program: String, path: String?, expected: [String]) {
        #expect(ProgramLookup.candidates(for: program, path: path, folder: "/srv") == expected)
    }

    @Test("has the last PATH that it is given")
    func lastPath() {
        let lookup = ProgramLookup(["args": ["id"], "env": ["PATH=/a", "PATH=/b"], "cwd": "/"])
        #expect(lookup.candidates == ["/b/id"])
    }
}

extension InstanceTests {
    @Test("refuses to run what isn't there or can't be executed, without asking the runtime", arguments: runtimes)
    func execOfNothing(kind: RuntimeProgram.Kind) async throws {
        try await Sandbox.with(kind) { sandbox in
            let script = """
                mkdir /own; touch /own/plain /own/id; ln -s /bin/id /own/within; ln -s nowhere /own/dangling
                ln -s ../../../../../../bin/id /own/above; ln -s loop /own/loop
                cp /bin/busybox /own/cat; chmod 700 /own/cat; echo on; sleep 1000
                """
            try await sandbox.run(script)
            try await sandbox.untilOutput("on")
            func outcome(_ program: String, path: String = "PATH=/own:/bin", user: Int64 = 0) throws
                -> ProgramLookup.Outcome
            {
                let record = try #require(InstanceRecord(sandbox.runner.bundle("shop-1")))
                let lookup = ProgramLookup([
                    "args": [.string(program)], "env": [.string(path)], "cwd": "/own",
                    "user": ["uid": .integer(user), "gid": .integer(user)],
                ])
                return lookup.look(inRootOf: try #require(record.process), IDMapping(base: Sandbox.idBase))
            }
            // What can't be executed is passed over in the folders of PATH.
            for program in ["id", "/bin/id", "within", "./above"] {
                #expect(try outcome(program) == .found, "\(program)")
            }
            for program in ["nothing", "/own/nothing", "/own/plain/id", "/own/dangling"] {
                #expect(try outcome(program) == .absent, "\(program)")
            }
            for program in ["plain", "/own/plain", "/own"] {
                #expect(try outcome(program) == .notExecutable, "\(program)")
            }
            #expect(try outcome("/own/cat") == .found)
            #expect(try outcome("/own/cat", user: 7) == .notExecutable)
            // What the kernel won't follow here is left to the runtime.
            for program in ["/own/loop", "/proc/self/exe"] { #expect(try outcome(program) == .unknown, "\(program)") }

            func run(_ words: String...) async throws -> Int32 {
                try await sandbox.runner.exec("shop-1", ExecRequest(arguments: words, interactive: false))
            }
            #expect(try await run("true") == 0)
            await #expect(throws: RuntimeError.programAbsent("nothing", instance: "shop-1")) {
                try await run("nothing", "more")
            }
            await #expect(throws: RuntimeError.programNotExecutable("/own/plain", instance: "shop-1")) {
                try await run("/own/plain")
            }
        }
    }
}
