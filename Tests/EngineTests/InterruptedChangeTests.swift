import Foundation
import Glibc
import Processes
import Testing

extension EngineTests {
    @Suite("Ctrl-C takes back what down, delete and rollback have begun") struct InterruptedChangeTests {
        /// A command, what its errors say when it is interrupted, or which file is there then, and what it is at.
        struct Moment: CustomTestStringConvertible, Sendable {
            var command: [String]
            var line: String
            var file: String?
            var testDescription: String { "\(command[0]), \(file ?? line)" }
        }

        @Test(
            "down and delete, at each of their steps",
            arguments: [
                Moment(command: ["down"], line: "web-1: stopping"),
                Moment(command: ["down"], line: "idle-1: removed"),
                Moment(command: ["delete", "FILE"], line: "revision"),
                Moment(command: ["delete", "FILE", "--volumes"], line: "web-1: stopping"),
                Moment(command: ["delete", "FILE"], line: "idle-1: removed"),
            ])
        func ending(moment: Moment) async throws {
            try await Place.with { place in
                let file = try place.declare(Self.stubborn() + "---\n" + Self.volume + "---\n" + Services.idle())
                try await place.expect(0, "up", file)
                try "kept".write(toFile: place.state + "/volumes/data/file", atomically: true, encoding: .utf8)
                let before = try await place.graph()
                try await Self.interrupt(moment, file: file, in: place)
                #expect(try await place.graph() == before)
                #expect(try String(contentsOfFile: place.state + "/volumes/data/file", encoding: .utf8) == "kept")
                try await Self.expectRunning(["idle-1", "web-1"], in: place)
                // And the next command can do it all.
                try await place.expect(0, "delete", file, "--volumes")
                #expect(place.bundles() == [])
                #expect(place.names(in: "volumes") == [])
            }
        }

        @Test(
            "rollback, at each of its steps",
            arguments: [
                Moment(command: ["rollback", "REVISION"], line: "revision"),
                Moment(command: ["rollback", "REVISION"], line: "", file: "run/stopping/web-1"),
                Moment(command: ["rollback", "REVISION"], line: "web-1: starting"),
                Moment(command: ["rollback", "REVISION"], line: "web-1: waiting"),
            ])
        func rollback(moment: Moment) async throws {
            try await Place.with { place in
                // What it goes back to never answers, and has an instance besides, so that there is time to interrupt.
                let silent = Services.web().replacingOccurrences(of: "port: 8080, i", with: "port: 1, i")
                let file = try place.declare(silent + "---\n" + Services.idle("other"))
                let up = try place.begin("up", file)
                try await EngineTests.until("it waits") { up.errors.contains("web-1: waiting") || !up.isRunning }
                up.kill()
                _ = try await up.status()
                let revision = try await Self.newestRevision(in: place)

                _ = try place.declare(Self.stubborn() + "---\n" + Self.volume + "---\n" + Services.idle())
                try await place.expect(0, "up", file)
                let before = try await place.graph()
                try await Self.interrupt(moment, file: file, revision: revision, in: place)
                #expect(try await place.graph() == before)
                #expect(place.bundles() == ["idle-1", "web-1"])
                try await Self.expectRunning(["idle-1", "web-1"], in: place)
            }
        }

        private static let volume = "kind: Volume\nname: data\n"

        /// A web server with a volume whose first process ignores SIGTERM, so that there is time to interrupt.
        private static func stubborn() -> String {
            Services.web(more: "volumes: [{name: data, destination: /data}]")
                .replacingOccurrences(of: "gracePeriod: 0.1", with: "gracePeriod: 5s")
                .replacingOccurrences(
                    of: "/bin/httpd, -f, -p, \"8080\", -h, /www]",
                    with: "/bin/sh, -c, \"trap '' TERM; /bin/httpd -f -p 8080 -h /www\"]")
        }

        private static func interrupt(
            _ moment: Moment, file: String, revision: Int = 0, in place: Place
        ) async throws {
            let words = moment.command.map { ["FILE": file, "REVISION": "\(revision)"][$0] ?? $0 }
            let program = try RunningProgram(words, in: place)
            try await EngineTests.until("it is at '\(moment.testDescription)'") {
                if !program.isRunning { return true }
                guard let awaited = moment.file else { return program.errors.contains(moment.line) }
                return access("\(place.state)/\(awaited)", F_OK) == 0
            }
            program.interrupt()
            #expect(try await program.status() == 130, "\(program.errors)")
            #expect(program.errors.contains("emergence: interrupted"))
        }

        private static func expectRunning(_ names: [String], in place: Place) async throws {
            let rows = try await place.instances()
            #expect(rows.map(\.instance) == names)
            for row in rows { #expect(["running", "ready"].contains(row.state), "\(row)") }
            let address = try #require(rows.last?.addresses.first)
            try await EngineTests.until("it answers") { try await place.page("\(address):8080") == "hello" }
        }

        private static func newestRevision(in place: Place) async throws -> Int {
            let history = try await place.expect(0, "history", "-o", "json")
            let revisions = try JSONSerialization.jsonObject(with: Data(history.utf8)) as? [[String: Any]]
            return try #require(revisions?.first?["revision"] as? Int)
        }
    }
}
