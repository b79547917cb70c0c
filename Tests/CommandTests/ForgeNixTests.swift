import Foundation
import ImageFixtures
import Processes
import Testing

@Suite("forge nix as a command")
struct ForgeNixTests {
    @Test("without Nix it says how to get it, and that built things need none")
    func noNix() async throws {
        let folder = try TemporaryFolder()
        let result = try await forge(["examples/nix-webapp", "-A", "webapp"], in: folder, path: folder.path)
        #expect(result.status == 69)
        #expect(result.errorOutput.contains("there is no nix-store in PATH"))
        #expect(result.errorOutput.contains("apt-get install nix-bin"))
    }

    @Test("a Nix that is too old is named")
    func oldNix() async throws {
        let folder = try TemporaryFolder()
        let fake = try folder.write("nix-store", "#!/bin/sh\necho 'nix-store (Nix) 2.3.16'\n".utf8)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: fake)
        let result = try await forge(["examples/nix-webapp", "-A", "webapp"], in: folder, path: folder.path)
        #expect(result.status == 69)
        #expect(result.errorOutput.contains("this is Nix 2.3.16, and 2.4 or newer is needed"))
    }

    @Test(
        "what can't be meant is refused before anything is done",
        arguments: [
            (["/nix/store/y9nzs1vdffsc3cds0lpc6ws5m10mvfz1-a.drv", "--debug"], 64, "is a store path"),
            (["examples/nix-webapp", "--arg", "title"], 64, "--arg takes a name and a value"),
            (["examples/nothing"], 65, "there is no file or folder"),
            (["/nix/store/nothing"], 65, "'/nix/store/nothing' is no store path"),
            (["/nix/store/nothing/release.nix"], 65, "there is no file or folder"),
            (["examples"], 65, "has neither release.nix nor default.nix"),
            (["examples/nix-webapp", "--name", "Not A Name"], 65, "can't be an artefact's name"),
            (["examples/nix-webapp", "--timeout", "soon"], 64, "--timeout"),
        ])
    func refused(words: [String], status: Int, message: String) async throws {
        let folder = try TemporaryFolder()
        let result = try await forge(words, in: folder, path: folder.path)
        #expect(result.status == Int32(status))
        #expect(result.errorOutput.contains(message), "\(result.errorOutput)")
    }

    private func forge(
        _ words: [String], in folder: TemporaryFolder, path: String
    ) async throws -> Command.Result {
        try await Program.run(
            ["forge", "nix"] + words + ["--state-dir", folder.path("state"), "--nix-store", folder.path("root")],
            environment: ["PATH": path])
    }
}
