import Foundation

enum TemporaryFolder {
    /// Runs a closure with a new folder, which is gone afterwards, whatever its modes are.
    static func with<Result>(_ body: (String) throws -> Result) throws -> Result {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("nix-tests-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        defer {
            if (try? FileManager.default.removeItem(at: url)) == nil {
                let process = try? Process.run(
                    URL(fileURLWithPath: "/bin/sh"),
                    arguments: ["-c", "chmod -R u+w \"$0\"; rm -rf \"$0\"", url.path])
                process?.waitUntilExit()
            }
        }
        return try body(url.path)
    }
}
