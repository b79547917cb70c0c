import Foundation
import Glibc

/// Finds programs as a shell does, but where a service's PATH may not lead too.
enum ProgramSearch {
    static func path(of name: String) -> String? {
        if name.contains("/") { return access(name, X_OK) == 0 ? name : nil }
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let folders =
            path.split(separator: ":").map(String.init) + [
                "/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin",
            ]
        return folders.lazy.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 && !FileTree.isFolder($0) }
    }

    /// - Throws: ``RuntimeError/missingProgram(name:remedy:)``
    static func path(of name: String, remedy: String) throws(RuntimeError) -> String {
        guard let found = path(of: name) else { throw .missingProgram(name: name, remedy: remedy) }
        return found
    }
}
