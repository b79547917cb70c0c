import Files
import Foundation
import Nix
import Processes

/// Nix as it is installed on this machine: its old commands, which are the same in all versions.
struct NixProgram: Sendable {
    /// What is above `nix/store`; empty for the host's own store.
    let root: String
    /// The settings that Nix gets by NIX_CONFIG, which only 2.4 and newer read.
    private let settings: String

    private static let needed = "2.4"

    /// - Throws: ``NixForgeError/noNix(reason:)``, ``NixForgeError/oldNix(found:needed:)``.
    init(root: String) async throws {
        self.root = root
        settings = Self.settings(ProcessInfo.processInfo.environment)
        let said: String
        do {
            said = try await Command("nix-store", ["--version"], timeout: .seconds(120)).output()
        } catch CommandError.cancelled {
            throw CancellationError()
        } catch CommandError.notStarted {
            throw NixForgeError.noNix(reason: "there is no nix-store in PATH")
        } catch {
            throw NixForgeError.noNix(reason: "\(error)")
        }
        let version = Self.version(in: said)
        guard Self.isNewEnough(version) else {
            throw NixForgeError.oldNix(found: version.isEmpty ? said.onOneLine : version, needed: Self.needed)
        }
        Self.mend(storeBelow: root)
    }

    /// The store that holds nothing and takes nothing, for evaluating alone.
    static let noStore = "dummy://"

    /// One of its commands, on the store, or on another.
    func command(_ name: String, _ words: [String], store: String? = nil, timeout: Duration?) -> Command {
        let store = store ?? (root.isEmpty ? nil : root)
        var command = Command(
            name, (store.map { ["--store", $0] } ?? []) + words, environment: ["NIX_CONFIG": settings],
            timeout: timeout)
        // It ends its builders, which are in sessions of their own, and needs time for that on a busy machine.
        command.grace = .seconds(15)
        // A builder that hangs would keep the next who builds the same waiting.
        command.endsWithCaller = true
        return command
    }

    /// What Nix must be told to build as root without a daemon. Where it has a nix.conf that counts alone, and what the
    /// user says in NIX_CONFIG counts most.
    static func settings(_ environment: [String: String]) -> String {
        let folder = environment["NIX_CONF_DIR"] ?? "/etc/nix"
        let own = [
            // Users that only build need an installation that made them.
            "build-users-group =",
            // Without a network every cache would be tried in vain.
            "substituters =",
            // A build that writes without end fills no disk.
            "max-build-log-size = \(64 << 20)",
        ]
        let isConfigured = FileManager.default.fileExists(atPath: folder + "/nix.conf")
        return ((isConfigured ? [] : own) + [environment["NIX_CONFIG"] ?? ""]).joined(separator: "\n")
    }

    /// The version in `nix-store (Nix) 2.8.0`.
    static func version(in text: String) -> String {
        let last = text.split(whereSeparator: \.isWhitespace).last ?? ""
        return last.first?.isNumber == true ? String(last) : ""
    }

    /// Whether a version is at least the one that is needed. Those between releases are called 2.14pre20230227_….
    static func isNewEnough(_ version: String) -> Bool {
        func numbers(_ text: String) -> [Int] {
            text.split(separator: ".").prefix(2).map { Int($0.prefix { $0.isASCII && $0.isNumber }) ?? 0 }
        }
        return !numbers(version).lexicographicallyPrecedes(numbers(needed))
    }
}

extension String {
    fileprivate var onOneLine: String { split(whereSeparator: \.isNewline).joined(separator: " ") }
}
