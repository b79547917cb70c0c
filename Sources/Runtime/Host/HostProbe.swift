import Foundation
import Glibc
import Processes

/// Finds out what this machine is and can do.
///
/// What costs starting a program is remembered in the state directory, for as long as kernel and runtime stay the same.
public struct HostProbe: Sendable {
    private let state: StateDirectory
    private let wanted: String?

    /// - Parameter runtime: the container runtime by name or path; nil for the one that fits.
    public init(state: StateDirectory, runtime: String? = nil) {
        self.state = state
        wanted = runtime
    }

    /// The facts.
    ///
    /// - Throws: ``RuntimeError/missingProgram(name:remedy:)`` without conmon or a container runtime.
    public func facts() async throws -> HostFacts {
        let system = Self.system()
        let layout = try ControlGroupHierarchies.mounted().layout
        let path = try runtimePath(layout)
        let key = "\(system.release) \(path) \(Self.modified(path)) \(layout.rawValue)"
        if let known = Remembered.read(state), known.key == key { return known.facts }
        let facts = HostFacts(
            hostname: system.node, architecture: Self.architecture, kernel: system.release,
            cpus: ProcessInfo.processInfo.activeProcessorCount,
            memory: Int64(clamping: ProcessInfo.processInfo.physicalMemory),
            runtime: try await program(path, layout), conmon: try Self.find("conmon"), controlGroups: layout,
            apparmor: FileTree.exists("/sys/kernel/security/apparmor/profiles"),
            selinux: FileTree.exists("/sys/fs/selinux/enforce"), layerMapping: Self.layerMapping(system.release),
            maximumOpenFiles: Self.maximumOpenFiles())
        try? Remembered(key: key, facts: facts).write(state)
        return facts
    }

    /// The runtime that was asked for; else crun, which starts faster, unless it needs help here that runc doesn't.
    private func runtimePath(_ layout: ControlGroupHierarchies.Layout) throws -> String {
        if let wanted { return wanted.contains("/") ? wanted : try Self.find(wanted) }
        let order = layout == .hybrid ? ["runc", "crun"] : ["crun", "runc"]
        if let found = order.lazy.compactMap({ try? Self.find($0) }).first { return found }
        throw RuntimeError.missingProgram(name: "a container runtime", remedy: "apt-get install crun")
    }

    private func program(_ path: String, _ layout: ControlGroupHierarchies.Layout) async throws -> RuntimeProgram {
        let output = try await Command(path, ["--version"]).output()
        let words = output.split(separator: "\n").first?.split(separator: " ").map(String.init) ?? []
        let kind: RuntimeProgram.Kind = words.first == "crun" ? .crun : .runc
        var command = path
        if kind == .crun, layout == .hybrid, let unified = try ControlGroupHierarchies.mounted().unified {
            command = try HybridWrapper.script(for: path, unified: unified, in: state)
        }
        return RuntimeProgram(kind: kind, path: path, command: command, version: words.last ?? "unknown")
    }

    /// Where a program is.
    static func find(_ name: String) throws -> String {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let folders = path.split(separator: ":").map(String.init) + ["/usr/sbin", "/usr/bin", "/sbin", "/bin"]
        guard let folder = folders.first(where: { access("\($0)/\(name)", X_OK) == 0 }) else {
            throw RuntimeError.missingProgram(name: name, remedy: "apt-get install \(name)")
        }
        return "\(folder)/\(name)"
    }

    /// Descriptors in `lowerdir+` came with Linux 6.13, mapped lower layers with 5.19.
    private static func layerMapping(_ release: String) -> LayerMapping {
        let parts = release.split(separator: ".").map { Int($0.prefix { $0.isNumber }) ?? 0 }
        let version = (parts.first ?? 0, parts.dropFirst().first ?? 0)
        return version >= (6, 13) ? .detached : version >= (5, 19) ? .attached : .copied
    }

    private static func maximumOpenFiles() -> UInt64 {
        var limit = rlimit()
        return getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 ? UInt64(limit.rlim_max) : 1024
    }

    private static func system() -> (node: String, release: String) {
        var names = utsname()
        uname(&names)
        func text<Field>(_ field: Field) -> String {
            withUnsafeBytes(of: field) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        }
        return (text(names.nodename), text(names.release))
    }

    private static func modified(_ path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_mtim.tv_sec : 0
    }

    private static var architecture: String {
        #if arch(x86_64)
            "amd64"
        #elseif arch(arm64)
            "arm64"
        #else
            "unknown"
        #endif
    }
}

/// Facts of an earlier look, and what they hold for.
private struct Remembered: Codable {
    var key: String
    var facts: HostFacts

    static func read(_ state: StateDirectory) -> Remembered? {
        guard let data = FileManager.default.contents(atPath: state.run + "/host.json") else { return nil }
        return try? JSONDecoder().decode(Remembered.self, from: data)
    }

    func write(_ state: StateDirectory) throws {
        try AtomicFile.write(try JSONEncoder().encode(self), to: state.run + "/host.json", mode: 0o600)
    }
}
