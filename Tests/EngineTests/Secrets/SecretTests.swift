import Foundation
import Processes
import TestMachine
import Testing

extension EngineTests {
    @Suite("Secrets") struct SecretTests {
        @Test("reach the process as a file and a variable, and are nowhere else", arguments: ["runc", "crun"])
        func nowhereElse(runtime: String) async throws {
            try await SecretShop.with(runtime: runtime) { shop in
                try await shop.run("plan", shop.declarations)
                #expect(try await shop.run("secret", "set", "token", input: SecretShop.token + "\n").status == 0)
                let up = try await shop.run("up", shop.declarations)
                #expect(up.status == 0, "\(up.errorOutput)")
                #expect(try await shop.inside("cat /run/secrets/db-password") == SecretShop.password + "\n")
                #expect(try await shop.inside("echo \"[$API_TOKEN]\"") == "[\(SecretShop.token)]\n")
                #expect(try await shop.inside("busybox ls -ln /run/secrets/db-password").hasPrefix("-r--r-----"))
                #expect(try await shop.inside("echo x >/run/secrets/db-password || echo refused").contains("refused"))
                for words in [["explain", "shop", "--all"], ["spec", "shop"], ["logs", "shop"]] {
                    shop.remember(try await shop.result(of: words))
                }
                try await expectNowhereElse(shop)
                #expect(
                    try await shop.files(in: shop.state + "/instances/shop-1/secrets", holding: SecretShop.token) != [])
                let mounts = try String(contentsOfFile: "/proc/self/mounts", encoding: .utf8).split(separator: "\n")
                let memory = try #require(mounts.first { $0.contains("instances/shop-1/secrets ") })
                #expect(memory.contains(" tmpfs ") && memory.contains("noswap") || memory.contains(" ramfs "))
                #expect(shop.printed.contains("‹secret token rev 1›"))
            }
        }

        @Test("are in nothing that any command prints, and in no file that it leaves")
        func everyCommand() async throws {
            try await SecretShop.with(runtime: "crun") { shop in
                try await shop.run("secret", "set", "token", input: SecretShop.token + "\n")
                try await shop.run("up", shop.declarations)
                try await shop.askEverything()
                try await expectNowhereElse(shop)
                try await shop.changeEverything()
                try await expectNowhereElse(shop)
                let commands = try await shop.run("--help").output.matches(of: #/\n  ([a-z][a-z-]*) {3,}[A-Z]/#).map(
                    \.1)
                #expect(commands.count > 25)
                #expect(Set(commands.map(String.init)).subtracting(SecretShop.commands) == [])
            }
        }

        /// No command has printed a secret, and no file has one but those that the test wrote and those in memory.
        private func expectNowhereElse(_ shop: SecretShop) async throws {
            let own = ["db-password", "bad.yaml", "state/instances/shop-1/secrets/"].map { shop.folder + "/" + $0 }
            for secret in [SecretShop.password, SecretShop.token] {
                #expect(!shop.printed.contains(secret), "a command printed a secret")
                let files = try await shop.files(in: shop.folder, holding: secret)
                #expect(files.filter { file in !own.contains { file.hasPrefix($0) } } == [])
                #expect(try await shop.files(in: "/run", holding: secret) == [])
                #expect(try await commandLines().contains(secret) == false)
            }
        }

        @Test("with another value restart who reads them, and nobody else; with another key nobody")
        func change() async throws {
            try await SecretShop.with(runtime: "runc") { shop in
                try await shop.run("secret", "set", "token", input: SecretShop.token)
                try await shop.run("up", shop.declarations)
                let first = try await shop.run("ps", "-o", "json").output
                #expect(try await shop.run("plan", shop.declarations).status == 0)
                #expect(try await shop.run("secret", "rotate").status == 0)
                #expect(try await shop.run("plan", shop.declarations).status == 0)
                try await shop.run("up", shop.declarations)
                #expect(try await shop.run("ps", "-o", "json").output == first)

                try shop.write("another value", to: "db-password")
                let plan = try await shop.run("plan", shop.declarations)
                #expect(plan.status == 2)
                #expect(plan.output.contains("restarts: secret db-password changes"))
                try await shop.run("up", shop.declarations)
                #expect(try await shop.inside("cat /run/secrets/db-password") == "another value")
                try await shop.run("secret", "set", "token", input: "third\n")
                #expect(try await shop.inside("echo \"[$API_TOKEN]\"") == "[third]\n")
                #expect(try await shop.run("referrers", "secret/token").output.contains("shop-1"))
                #expect(try await shop.run("secret", "remove", "token").status == 65)

                let back = try await shop.run("rollback", "3")
                #expect(back.status == 77)
                #expect(back.errorOutput.contains("isn't in the key file"))
            }
        }

        @Test("open after a rotation that was killed at any point, and the next finishes it")
        func killedRotation() async throws {
            try await SecretShop.with(runtime: "runc") { shop in
                try await shop.run("secret", "set", "token", input: SecretShop.token)
                for round in 0..<12 {
                    let script =
                        "'\(BuiltProgram.path)' secret rotate & sleep \(Double(round) * 0.008); kill -9 $!; wait"
                    _ = try await Command(
                        "bash", ["-c", script], environment: ["EMERGENCE_STATE_DIR": shop.state]
                    ).result()
                    let list = try await shop.run("secret", "list", "-o", "json").output
                    #expect(list.contains("\"state\" : \"sealed\""), "round \(round): \(list)")
                }
                #expect(try await shop.run("secret", "rotate").status == 0)
                let keys = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: shop.key)))
                #expect(((keys as? [String: Any])?["keys"] as? [Any])?.count == 1)
                #expect(try await shop.run("secret", "list", "-o", "json").output.contains("\"state\" : \"sealed\""))
            }
        }

        @Test("say what is wrong with their keys, and leave the graph as it was")
        func keys() async throws {
            try await SecretShop.with(runtime: "runc") { shop in
                try await shop.run("secret", "set", "token", input: SecretShop.token)
                try await shop.run("backup", shop.folder + "/backup")
                #expect(try await shop.files(in: shop.folder + "/backup", holding: SecretShop.token) == [])
                let elsewhere = try await shop.run(
                    "restore", shop.folder + "/backup", state: shop.folder + "/elsewhere")
                #expect(elsewhere.status == 77)
                #expect(elsewhere.errorOutput.contains("sealed with the key"))
                let list = try await shop.run("secret", "list", state: shop.folder + "/elsewhere").output
                #expect(!list.contains("token"))

                let files = FileManager.default
                try files.setAttributes([.posixPermissions: 0o644], ofItemAtPath: shop.key)
                let exposed = try await shop.run("secret", "set", "token", input: "x")
                #expect(exposed.status == 77 && exposed.errorOutput.contains("chmod 600"))
                try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: shop.key)
                try files.moveItem(atPath: shop.key, toPath: shop.folder + "/lost")
                let lost = try await shop.run("secret", "set", "token", input: "x")
                #expect(lost.status == 77 && lost.errorOutput.contains("isn't there"))
                #expect(!files.fileExists(atPath: shop.key))
                try shop.write("no key", to: "state/secrets.key")
                try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: shop.key)
                #expect(try await shop.run("secret", "set", "token", input: "x").status == 65)
            }
        }

        /// The words of all processes on this machine.
        private func commandLines() async throws -> String {
            try await Command("bash", ["-c", "cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\\0' ' '"]).result().output
        }
    }
}
