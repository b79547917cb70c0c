public import ConfigurationGraph
import Foundation
import Glibc
public import Sealing

extension Declarations {
    /// Reads the values of the declared secrets, by name. One that is taken from standard input has none where nothing
    /// is given there, and one that `emergence secret set` gives has none here.
    ///
    /// - Throws: a report of every value that can't be read.
    public func secretValues() throws(DiagnosticReport) -> [String: SecretValue] {
        var values: [String: SecretValue] = [:]
        var findings = Findings(in: sources)
        for secret in secrets {
            do throws(SecretSourceError) {
                values[secret.name] = try secret.source.value()
            } catch {
                findings.note("the secret '\(secret.name)' \(error)", at: secret.sourceLocation)
            }
        }
        guard findings.diagnostics.isEmpty else { throw DiagnosticReport(findings.diagnostics) }
        return values
    }
}

extension Secret.Source {
    /// Reads the value, byte for byte.
    ///
    /// - Returns: nil where nothing is given on standard input, or this is no source to read from.
    /// - Throws: ``SecretSourceError`` when it can't be read, is empty, or is too long.
    public func value() throws(SecretSourceError) -> SecretValue? {
        switch self {
        case .file(let path):
            let file = open(path, O_RDONLY | O_CLOEXEC)
            guard file >= 0 else {
                throw SecretSourceError("can't be read from \(path): \(String(cString: strerror(errno)))")
            }
            defer { close(file) }
            let bytes = try Self.read(file, path)
            guard !bytes.isEmpty else { throw SecretSourceError("is empty: there is nothing in \(path)") }
            return SecretValue(bytes)
        case .standardInput:
            guard isatty(0) == 0 else { return nil }
            let bytes = try Self.read(0, "standard input")
            return bytes.isEmpty ? nil : SecretValue(bytes)
        case .command: return nil
        }
    }

    private static func read(_ file: Int32, _ name: String) throws(SecretSourceError) -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = Glibc.read(file, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else {
                throw SecretSourceError("can't be read from \(name): \(String(cString: strerror(errno)))")
            }
            guard count > 0 else { return bytes }
            bytes += buffer[..<count]
            guard bytes.count <= SecretValue.maximumSize else {
                throw SecretSourceError("is longer than \(SecretValue.maximumSize >> 10) KiB, the most that is kept")
            }
        }
    }
}

/// Why a secret's value can't be had.
public struct SecretSourceError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong, as a clause that goes on from the secret's name.
    public var description: String

    init(_ description: String) { self.description = description }
}
