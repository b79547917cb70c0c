import Foundation
import OCI
import Sealing
import Testing

@testable import Runtime

@Suite("An instance with secrets, with real conmon and each runtime", .needsContainers, .serialized)
struct InstanceSecretTests {
    @Test(
        "has them as its user's file and as a variable, and the disk has neither",
        arguments: [RuntimeProgram.Kind.runc, .crun])
    func secrets(kind: RuntimeProgram.Kind) async throws {
        try await Sandbox.with(kind) { sandbox in
            var launch = sandbox.launch(["/bin/sh", "-c", "exec sleep 1000"]) { setup in
                setup.secretFile = "/run/password"
                setup.environment = ["TOKEN=‹secret token rev 1›"]
            }
            launch.secrets = LaunchSecrets(
                user: 0, group: 5,
                files: [.init(name: "0", value: SecretValue(Array("hunter2\n".utf8)), mode: 0o440)],
                variables: ["TOKEN": SecretValue(Array("swordfish\n".utf8))])
            try await sandbox.runner.create(launch)
            try await sandbox.runner.start("shop-1")
            let check =
                "[ \"$TOKEN\" = swordfish ] && [ \"$(cat /run/password)\" = hunter2 ]"
                + " && [ \"$(stat -c %u:%g:%a /run/password)\" = 0:5:440 ]"
            #expect(try await sandbox.runner.exec("shop-1", ExecRequest(arguments: ["sh", "-c", check])) == 0)
            let memory = sandbox.runner.bundle("shop-1").secrets.path
            #expect(try MountTable.paths(in: memory) == [memory])
            #expect(try holding("swordfish", in: sandbox.state.path).allSatisfy { $0.hasPrefix(memory) })
            #expect(try holding("hunter2", in: sandbox.state.path).allSatisfy { $0.hasPrefix(memory) })
            try await sandbox.runner.stop("shop-1", signal: "KILL", grace: .zero)
            try await sandbox.runner.remove("shop-1")
            #expect(!FileTree.exists(memory))
        }
    }

    /// The plain files below a folder that hold a text.
    private func holding(_ text: String, in folder: String) throws -> [String] {
        let inside = FileManager.default.enumerator(atPath: folder)
        return (inside?.compactMap { $0 as? String } ?? []).map { "\(folder)/\($0)" }.filter { path in
            guard let type = try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType,
                type == .typeRegular, let data = FileManager.default.contents(atPath: path)
            else { return false }
            return data.range(of: Data(text.utf8)) != nil
        }
    }
}
