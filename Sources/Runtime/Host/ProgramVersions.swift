import Foundation
import Glibc
import Processes

/// The versions of programs, asked once for each build of a program.
struct ProgramVersions: Sendable {
    let state: StateDirectory

    /// What a program calls itself and its version, from the first line of its `--version`: `conmon version 2.1.6`.
    func banner(of program: String) async throws -> String {
        try await text(of: program).split(separator: "\n").first.map(String.init) ?? ""
    }

    /// All that a program says to `--version`.
    func text(of program: String) async throws -> String {
        let key = try Self.key(program)
        let file = state.run + "/versions.json"
        var known = Self.read(file)
        if let text = known[key] { return text }
        let text = try await Command(program, ["--version"]).output()
        known = known.filter { !$0.key.hasPrefix(program + " ") }
        known[key] = text
        try AtomicFile.write(try JSONEncoder().encode(known), to: file, mode: 0o600)
        return text
    }

    /// The first word of the banner that begins with a digit, without what a packager added.
    func version(of program: String) async throws -> String {
        let word = try await banner(of: program).split(separator: " ").first { $0.first?.isNumber == true } ?? "unknown"
        return String(word.prefix { $0 != "+" && $0 != "-" })
    }

    private static func read(_ file: String) -> [String: String] {
        guard let data = FileManager.default.contents(atPath: file) else { return [:] }
        return (try? JSONDecoder().decode([String: String].self, from: data)) ?? [:]
    }

    /// A program that was replaced has another inode, size or time.
    private static func key(_ program: String) throws(RuntimeError) -> String {
        var status = stat()
        try checkErrno(stat(program, &status), "read", program)
        return "\(program) \(status.st_ino) \(status.st_size) \(status.st_mtim.tv_sec)"
    }
}
