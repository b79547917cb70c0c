import Foundation
import Processes
import Testing

extension EngineTests {
    @Suite("What nix-store --query tells", .enabled(if: NixService.isHere && NixSource.nixIsHere)) struct NixQueryTests
    {
        @Test("of a store path and of its derivation, the commands of docs/nix.md tell as well")
        func queries() async throws {
            try await Place.with { place in
                let service = try await NixService(in: place)
                try await service.forge()
                let webapp = try NixService.path("webapp-1.0")
                let drv = try #require(try await Self.query("--deriver", webapp, in: service).first)
                for path in [webapp, try NixService.path("libC-1.4.2"), drv] {
                    let needed = try await place.expect(0, "closure", path, "-o", "json")
                    let members = try JSONDecoder().decode([Member].self, from: Data(needed.utf8))
                    #expect(
                        members.map { String($0.node.drop { $0 != "/" }.dropFirst()) }.sorted()
                            == (try await Self.query("--requisites", path, in: service)))
                    #expect(members.first?.node.hasSuffix("/" + path) == true)
                }
                for path in [webapp, try NixService.path("libB-2.0")] {
                    let said = try await place.expect(0, "get", path, "-o", "json")
                    let content = try JSONDecoder().decode(Found.self, from: Data(said.utf8)).value.content
                    #expect(content.references == (try await Self.query("--references", path, in: service)))
                    #expect([content.deriver] == (try await Self.query("--deriver", path, in: service)))
                    #expect([content.narHash] == (try await Self.query("--hash", path, in: service)))
                    #expect(["\(content.narSize)"] == (try await Self.query("--size", path, in: service)))
                    let described = try await place.expect(0, "describe", path)
                    #expect(described.contains("← produces  derivation/\(content.deriver)\n"), "\(described)")
                }
                let outputs = try await place.expect(0, "describe", drv)
                for output in try await Self.query("--outputs", drv, in: service) {
                    #expect(outputs.contains("→ produces  storePath/\(output)\n"), "\(outputs)")
                }
                #expect(try await place.expect(0, "get", drv).contains("x86_64-linux"))
                let needed = try await place.expect(0, "closure", drv, "-o", "json")
                let members = try JSONDecoder().decode([Member].self, from: Data(needed.utf8))
                for member in members where member.node.hasPrefix("derivation/") {
                    let path = String(member.node.dropFirst("derivation/".count))
                    #expect(["\(member.size)"] == (try await Self.query("--size", path, in: service)), "\(path)")
                }
                let built = try JSONDecoder().decode(
                    Built.self, from: Data(try await place.expect(0, "describe", drv, "-o", "json").utf8))
                for name in ["builder", "name", "out"] {
                    #expect(
                        try await Self.query("--binding \(name)", drv, in: service)
                            == [try #require(built.build?.environment[name])])
                }
                #expect(outputs.contains(try Regex("build\\.environment\\.out +\(webapp)")), "\(outputs)")
                // Where no store has it nothing is made up.
                try FileManager.default.moveItem(atPath: service.root, toPath: service.root + ".away")
                defer { try? FileManager.default.moveItem(atPath: service.root + ".away", toPath: service.root) }
                let alone = try await place.expect(0, "describe", drv, "-o", "json")
                #expect(alone.contains("\"build\" : null"), "\(alone)")
                // What keeps it, with which Nix's roots correspond.
                #expect(try await place.expect(0, "referrers", webapp).contains(#/artefact +web /#))
            }
        }

        @Test("a store path's closure has every form, its build closure too, and is made as an artefact's is")
        func path() async throws {
            try await Place.with { place in
                let service = try await NixService(in: place)
                try await service.forge()
                let libB = try NixService.path("libB-2.0")
                let tree = try await place.expect(0, "closure", libB, "-o", "tree")
                #expect(tree.hasPrefix("storePath/\(libB)\n└─ ") || tree.hasPrefix("storePath/\(libB)\n├─ "), "\(tree)")
                let dot = try await place.expect(0, "closure", libB, "-o", "dot")
                #expect(dot.matches(of: try Regex("\"storePath/\(libB)\" \\[")).count == 1, "\(dot)")
                let built = try await place.expect(0, "closure", libB, "--build")
                #expect(built.contains("libB-2.0-rc1.drv"), "\(built)")
                let export = place.folder + "/libB.export"
                try await place.expect(0, "closure", libB, "--export", export)
                let imported = try await Self.nix(
                    "nix-store --store \(place.folder)/new --import <\(export)", in: place)
                #expect(imported == (try await Self.query("--requisites", libB, in: service)))
                let drv = try #require(try await Self.query("--deriver", libB, in: service).first)
                let refused = try await place.expect(65, "closure", drv, "--export", export)
                #expect(refused.contains("is a derivation"))
                let missing = libB.replacingOccurrences(of: "libB", with: "libX")
                for words in [["closure"], ["get"], ["describe"]] {
                    let said = try await place.run(words + [missing])
                    #expect(said.status == 1 && said.errorOutput.contains("did you mean '\(libB)'?"))
                }
            }
        }

        private struct Built: Decodable {
            struct Step: Decodable { var environment: [String: String] }
            var build: Step?
        }
        private struct Member: Decodable {
            var node: String
            var size: Int
        }
        private struct Found: Decodable {
            struct Value: Decodable { var content: Content }
            struct Content: Decodable {
                var references: [String]
                var deriver: String
                var narHash: String
                var narSize: Int
            }
            var value: Value
        }

        /// What real Nix answers, sorted.
        private static func query(_ question: String, _ path: String, in service: NixService) async throws -> [String] {
            try await nix("nix-store --store \(service.root) --query \(question) \(path)", in: service.place)
        }

        private static func nix(_ line: String, in place: Place) async throws -> [String] {
            let environment = ["NIX_CONFIG": "build-users-group =\nsandbox = false", "HOME": place.folder]
            let result = try await Command("sh", ["-c", line], environment: environment, timeout: .seconds(60)).result()
            #expect(result.status == 0, "\(result.errorOutput)")
            return result.output.split(separator: "\n").map(String.init).sorted()
        }
    }
}
