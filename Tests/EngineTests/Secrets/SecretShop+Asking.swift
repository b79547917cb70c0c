import Processes
import TestMachine
import Testing

/// Every command of the program, for a test to look for secrets in what they print and write.
extension SecretShop {
    /// What prints something of the graph; each is asked in each of the forms that lists have, and is an error in those
    /// that it hasn't.
    private static let questions: [[String]] = [
        ["get"], ["get", "secrets"], ["get", "secret", "token"], ["get", "automaton", "shop"], ["get", "runtimeSpecs"],
        ["get", "configuration", "tokens"], ["get", "instance", "shop-1"], ["describe", "secret", "token"],
        ["describe", "instance", "shop-1"], ["describe", "automaton", "shop"], ["describe", "configuration", "tokens"],
        ["secret", "list"], ["ps"], ["top"], ["history"], ["diff", "1"], ["diff", "0"], ["diff", "1", "3"],
        ["explain", "shop", "--all"], ["explain", "shop", "process.env.API_TOKEN"],
        ["explain", "shop", "mounts./run/secrets/db-password"], ["explain", "shop", "--at", "3"],
        ["explain", "shop@3", "--diff", "shop"], ["spec", "shop"], ["spec", "shop", "--at", "3"], ["logs", "shop"],
        ["doctor"], ["graph", "-o", "dot"], ["graph", "-o", "svg"], ["graph"], ["graph", "--root", "automaton/shop"],
        ["closure", "web"], ["forge", "list"],
        ["why", "automaton/shop", "secret/token"], ["referrers", "secret/token"], ["parameters"], ["gc", "--dry-run"],
        ["host", "list"], ["why-here", "shop-1"], ["why-pending", "shop"], ["what-if", "--demand", "shop=100/s"],
        ["replay", "--from", "1", "--to", "3"],
        ["check", "--as", "declaration"], ["completion", "bash"], ["names"],
    ]

    /// What changes something, in an order in which it can be done. The number is a revision that has the secrets.
    private static let changes: [[String]] = [
        ["exec", "shop", "--", "/bin/nothing"], ["attach", "shop"],
        ["debug", "shop", "--for", "10m", "--reason", "to look", "-o", "json"], ["explain", "shop-1-debug", "--all"],
        ["explain", "shop-1-debug", "--diff", "shop-1", "-o", "json"], ["spec", "shop-1-debug"],
        ["describe", "instance", "shop-1-debug"], ["stop", "shop-1-debug"], ["restart", "shop"], ["stop", "shop"],
        ["start", "shop"], ["backup", "FOLDER/copy"], ["restore", "FOLDER/copy"], ["rollback", "3"], ["history"],
        ["apply", "FOLDER/shop.yaml"], ["up", "FOLDER/shop.yaml", "-o", "json"], ["down"], ["gc"],
        ["delete", "FOLDER/shop.yaml"], ["history", "-o", "json"], ["diff", "0", "-o", "yaml"],
    ]

    /// Asks everything, and tries some of what is refused.
    func askEverything() async throws {
        for format in ["table", "json", "yaml"] {
            for words in Self.questions + [["plan", declarations]] {
                let files = words.first == "check" ? [declarations, folder + "/bad.yaml"] : []
                remember(try await result(of: words + files + (words.contains("-o") ? [] : ["-o", format])))
            }
        }
        try await runForAWhile("serve", state: state)
        // With a copy of the graph, as who leads decides for all who share it.
        let other = folder + "/other"
        #expect(try await run("backup", folder + "/first").status == 0)
        let copy = "sqlite:\(folder)/first"
        try await runForAWhile("controller", "--store", copy, state: other)
        try await runForAWhile("agent", "--host", "other", "--store", copy, state: other)
        try write("kind: Secret\nname: token\nvalue: \(Self.token)\nfile: [\(Self.token)]\n", to: "bad.yaml")
        #expect(try await run("up", folder + "/bad.yaml").status == 65)
        #expect(try await run("check", folder + "/bad.yaml", "-o", "json").status == 65)
        #expect(try await run("secret", "set", "db-password", input: Self.password).status == 65)
    }

    /// Runs what goes on until it is asked to end.
    private func runForAWhile(_ words: String..., state: String) async throws {
        let environment = ["EMERGENCE_STATE_DIR": state, "EMERGENCE_RUNTIME": runtime]
        let command = Command("timeout", ["--signal=INT", "2", BuiltProgram.path] + words, environment: environment)
        remember(try await command.result())
    }

    /// Runs everything else; afterwards nothing runs and nothing is declared.
    func changeEverything() async throws {
        for words in Self.changes {
            let result = try await result(of: words.map { $0.replacing("FOLDER", with: folder) })
            remember(result)
            if !["exec", "attach", "diff"].contains(words[0]), !words.contains("--diff") {
                #expect(result.status == 0, "\(words): \(result.errorOutput)")
            }
        }
    }

    /// The commands that one of these runs.
    static var commands: Set<String> {
        Set((questions + changes).compactMap(\.first)).union([
            "plan", "secret", "up", "check", "serve", "controller", "agent",
        ])
    }
}
