import Foundation
import Nix
import Testing

/// Debian's Nix, asked about stores in a test's folder.
struct RealNix {
    struct Failure: Error { var message: String }

    let scratch: Scratch

    /// Whether Nix is installed; in CI it must be.
    static let isHere: Bool = {
        if ProcessInfo.processInfo.environment["CI"] != nil { return true }
        let isHere = FileManager.default.isExecutableFile(atPath: "/usr/bin/nix-store")
        if !isHere { print("skipped: no nix-bin") }
        return isHere
    }()

    /// What a program writes; throws unless it ends with 0.
    @discardableResult
    func run(_ arguments: String..., input: String? = nil, settings: [String] = []) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        let configuration =
            ["build-users-group =", "sandbox = false", "experimental-features = nix-command"]
            + (settings.contains { $0.hasPrefix("substituters") } ? settings : ["substituters ="] + settings)
        process.environment = ProcessInfo.processInfo.environment.merging([
            "NIX_CONFIG": configuration.joined(separator: "\n"), "HOME": scratch.folder,
            "XDG_CACHE_HOME": "\(scratch.folder)/home", "NIX_PATH": "",
        ]) { $1 }
        let (out, said) = ("\(scratch.folder)/nix-out", "\(scratch.folder)/nix-err")
        for file in [out, said] { try Data().write(to: URL(fileURLWithPath: file)) }
        process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: input ?? "/dev/null"))
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: out))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: said))
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(message: try String(contentsOfFile: said, encoding: .utf8))
        }
        return try String(contentsOfFile: out, encoding: .utf8)
    }

    /// Has Nix compare all that a store holds with its database.
    func verify(_ root: String) throws {
        try run("nix-store", "--store", root, "--verify", "--check-contents")
    }

    /// The paths that Nix knows of a closure.
    func closure(of path: StorePath, in root: String) throws -> Set<StorePath> {
        let text = try run("nix-store", "--store", root, "-qR", StoreDirectory.standard.path(of: path))
        return Set(try text.split(separator: "\n").map { try StoreDirectory.standard.storePath(String($0)) })
    }
}
