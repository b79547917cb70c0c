import Foundation

@testable import Nix

/// Debian's Nix, with a store of its own for each test.
struct RealNix {
    let folder: String
    /// The chroot store.
    var root: String { "\(folder)/root" }

    /// Whether Nix is installed. In CI it must be, so the tests run and fail without it; elsewhere they are skipped.
    static let isHere: Bool = {
        if ProcessInfo.processInfo.environment["CI"] != nil { return true }
        let isHere = (try? Program("nix-store", "--version").output()) != nil
        if !isHere { print("skipped: no nix-bin") }
        return isHere
    }()

    static func with<Result>(_ body: (RealNix) throws -> Result) throws -> Result {
        try TemporaryFolder.with { try body(RealNix(folder: $0)) }
    }

    func run(_ name: String, _ arguments: String..., input: [UInt8] = []) throws -> [UInt8] {
        try run(name, arguments, input: input)
    }

    func run(_ name: String, _ arguments: [String], input: [UInt8] = []) throws -> [UInt8] {
        let configuration = """
            build-users-group =
            sandbox = false
            substituters =
            experimental-features = nix-command
            """
        let environment = [
            "NIX_CONFIG": configuration, "HOME": folder, "XDG_CACHE_HOME": "\(folder)/home", "NIX_PATH": "",
        ]
        return try Program(name, arguments, environment: environment).output(input: input)
    }

    func line(_ name: String, _ arguments: String..., input: [UInt8] = []) throws -> String {
        String(decoding: try run(name, arguments, input: input).prefix { $0 != 0x0a }, as: UTF8.self)
    }
}
