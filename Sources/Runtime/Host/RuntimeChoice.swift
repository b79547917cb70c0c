/// Which container runtime is used on this machine.
struct RuntimeChoice: Sendable {
    let hierarchies: ControlGroupHierarchies
    let state: StateDirectory
    let versions: ProgramVersions

    /// The runtime that was asked for, by name or path; else the quicker one that works without a wrapper here.
    ///
    /// crun starts containers faster than runc, but refuses hybrid control groups: there runc comes first.
    ///
    /// - Throws: ``RuntimeError/missingProgram(name:remedy:)``
    func program(_ requested: String?) async throws -> RuntimeProgram {
        if let requested {
            let path = try ProgramSearch.path(of: requested, remedy: "install it, or name another with --runtime")
            return try await program(at: path)
        }
        let names = hierarchies.layout == .hybrid ? ["runc", "crun"] : ["crun", "runc"]
        guard let path = names.lazy.compactMap({ ProgramSearch.path(of: $0) }).first else {
            throw RuntimeError.missingProgram(name: "crun or runc", remedy: "apt-get install \(names[0])")
        }
        return try await program(at: path)
    }

    private func program(at path: String) async throws -> RuntimeProgram {
        let banner = try await versions.banner(of: path)
        guard let kind = RuntimeProgram.Kind(rawValue: banner.split(separator: " ").first.map(String.init) ?? "") else {
            throw RuntimeError.unknownRuntime(path: path, says: banner)
        }
        return RuntimeProgram(
            kind: kind, path: path, command: try command(kind, path), version: try await versions.version(of: path))
    }

    private func command(_ kind: RuntimeProgram.Kind, _ path: String) throws -> String {
        guard kind == .crun, hierarchies.layout == .hybrid, let unified = hierarchies.unified else { return path }
        return try HybridWrapper.script(for: path, unified: unified, in: state)
    }
}
