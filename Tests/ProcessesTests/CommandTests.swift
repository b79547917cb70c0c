import Foundation
import Processes
import Synchronization
import Testing

@Suite struct RunningTests {
    @Test func aProgramReadsItsInputAndItsVariables() async throws {
        let result = try await Command(
            "sh", ["-c", "cat; printf %s \"$COLOUR\"; echo no >&2; exit 3"], environment: ["COLOUR": "green"],
            input: Array("in ".utf8)
        ).result()
        #expect(result.status == 3)
        #expect(result.output == "in green")
        #expect(result.errorOutput == "no\n")
    }

    @Test func aSignalCountsAsShellsCountIt() async throws {
        #expect(try await Command("sh", ["-c", "kill -9 $$"]).result().status == 137)
    }

    @Test func aFailureCarriesWhatTheProgramSaid() async {
        await #expect(throws: CommandError.failed(program: "sh", status: 4, message: "why\n")) {
            try await Command("sh", ["-c", "echo why >&2; exit 4"]).output()
        }
    }

    @Test func aProgramThatIsNotThereSaysSo() async {
        let error = await #expect(throws: CommandError.self) {
            try await Command("/nowhere/to-be-found").output()
        }
        #expect(error?.description.hasPrefix("/nowhere/to-be-found can't be started") == true)
    }

    @Test func moreOutputThanIsKeptIsAnError() async {
        await #expect(throws: CommandError.tooMuchOutput(program: "sh")) {
            try await Command("sh", ["-c", "printf 12345678901"], outputLimit: 10).result()
        }
    }

    @Test func linesComeInTheirOrder() async throws {
        let seen = Mutex<[String]>([])
        let result = try await Command("sh", ["-c", "for i in 1 2 3; do echo line $i; done; printf end; exit 2"])
            .lines { line in seen.withLock { $0.append(line) } }
        #expect(seen.withLock { $0 } == ["line 1", "line 2", "line 3", "end"])
        #expect(result.status == 2)
    }

    @Test func aProgramOnOurOwnTerminalTellsItsStatus() async throws {
        #expect(try await Command("sh", ["-c", "exit 7"]).statusOnOwnTerminal() == 7)
    }
}

@Suite struct EndingTests {
    /// A program that writes its own id and that of a child to a file, and waits.
    private func parent(writing file: String, timeout: Duration? = nil) -> Command {
        Command("sh", ["-c", "sleep 1000 & echo $$ $! > \(file).new; mv \(file).new \(file); wait"], timeout: timeout)
    }

    @Test func cancellingEndsTheProgramAndItsChildren() async throws {
        let file = FileManager.default.temporaryDirectory.path + "/command-\(UUID())"
        defer { try? FileManager.default.removeItem(atPath: file) }
        let task = Task { try await parent(writing: file).result() }
        let ids = try await processes(in: file)
        #expect(ids.count == 2)
        task.cancel()
        await #expect(throws: CommandError.cancelled(program: "sh")) { try await task.value }
        await untilGone(ids)
    }

    @Test func aProgramThatTakesTooLongIsEnded() async throws {
        let file = FileManager.default.temporaryDirectory.path + "/command-\(UUID())"
        defer { try? FileManager.default.removeItem(atPath: file) }
        // On a busy machine a program may be ended before it has said who it is: then it gets more time.
        for timeout in [Duration.seconds(1), .seconds(10), .seconds(60)] {
            await #expect(throws: CommandError.timedOut(program: "sh", after: timeout)) {
                try await parent(writing: file, timeout: timeout).result()
            }
            guard let ids = ids(in: file) else { continue }
            return await untilGone(ids)
        }
        Issue.record("the program never said who it is")
    }

    @Test func uncancelledWorkIsDoneToItsEnd() async throws {
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await uncancelled { try await Command("echo", ["done"]).output() }
        }
        #expect(try await task.value == "done\n")
    }

    private func processes(in file: String) async throws -> [Int32] {
        while true {
            if let ids = ids(in: file) { return ids }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// The ids in a file; nil while it isn't there.
    private func ids(in file: String) -> [Int32]? {
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { return nil }
        return text.split(whereSeparator: \.isWhitespace).compactMap { Int32($0) }
    }

    /// Waits until none of the processes runs; a zombie that its new parent hasn't reaped yet doesn't.
    private func untilGone(_ ids: [Int32]) async {
        for id in ids {
            while let status = try? String(contentsOfFile: "/proc/\(id)/stat", encoding: .utf8),
                !status.contains(") Z ")
            {
                try? await Task.sleep(for: .milliseconds(5))
            }
        }
    }
}
