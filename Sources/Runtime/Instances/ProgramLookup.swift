import CLinux
import Glibc
import OCI

/// Looks a program up in a container's own root folder, as its runtime will when it starts it.
///
/// Each runtime has a line and an exit status of its own for a program that it doesn't find, and a program may end with
/// the same status. What can't be told here is left to the runtime.
struct ProgramLookup {
    /// What was found.
    enum Outcome: Hashable {
        case found, absent, notExecutable
        /// The kernel gave an answer that says neither.
        case unknown
    }

    /// Where the program may be, in the order in which it is looked for.
    let candidates: [String]
    /// Who will run it, in the container's own numbers.
    private let user: UInt32
    private let groups: Set<UInt32>
    /// Whether any bit that allows it will do.
    private let overrides: Bool

    /// - Parameter process: the OCI process that is to run.
    init(_ process: [String: JSONValue]) {
        let program = process["args"]?.array?.first?.string ?? ""
        let variables = (process["env"]?.array ?? []).compactMap(\.string)
        let path = variables.last { $0.hasPrefix("PATH=") }?.dropFirst("PATH=".count)
        candidates = Self.candidates(
            for: program, path: path.map(String.init), folder: process["cwd"]?.string ?? "/")
        let user = process["user"]
        self.user = UInt32(clamping: user?["uid"]?.integer ?? 0)
        groups = Set(
            ([user?["gid"]?.integer ?? 0] + (user?["additionalGids"]?.array ?? []).compactMap(\.integer))
                .map { UInt32(clamping: $0) })
        let capabilities = process["capabilities"]?["effective"]?.array ?? []
        overrides = self.user == 0 || capabilities.contains("CAP_DAC_OVERRIDE")
    }

    /// A name with a slash in it is one place; any other is looked for in the folders of PATH (POSIX, XBD 8.3).
    static func candidates(for program: String, path: String?, folder: String) -> [String] {
        func absolute(_ path: String) -> String { path.hasPrefix("/") ? path : "\(folder)/\(path)" }
        if program.contains("/") { return [absolute(program)] }
        guard !program.isEmpty, let path else { return [] }
        return path.split(separator: ":", omittingEmptySubsequences: false).map {
            absolute($0.isEmpty ? program : "\($0)/\(program)")
        }
    }

    /// Looks for it in the root folder of a running process, without leaving that.
    func look(inRootOf process: ProcessIdentity, _ mapping: IDMapping) -> Outcome {
        let place = clinux_open_place("/proc/\(process.pid)/root")
        guard place >= 0, !candidates.isEmpty else { return .unknown }
        let root = OpenDescriptor(place)
        guard process.isAlive else { return .unknown }
        var outcome = Outcome.absent
        for candidate in candidates {
            switch look(at: candidate, in: root, mapping) {
            case .found: return .found
            case .unknown: return .unknown
            case .notExecutable: outcome = .notExecutable
            case .absent: continue
            }
        }
        return outcome
    }

    private func look(at path: String, in root: OpenDescriptor, _ mapping: IDMapping) -> Outcome {
        // What /proc/self means depends on who asks.
        guard !path.hasPrefix("/proc/") else { return .unknown }
        let answer = clinux_find_in_root(root.number, path)
        guard answer >= 0 else { return [-ENOENT, -ENOTDIR].contains(answer) ? .absent : .unknown }
        let file = OpenDescriptor(answer)
        var status = stat()
        guard fstat(file.number, &status) == 0 else { return .unknown }
        guard status.st_mode & S_IFMT == S_IFREG else { return .notExecutable }
        return mayExecute(status, mapping) ? .found : .notExecutable
    }

    /// By the bits of the first class that the user is in (path_resolution(7)).
    private func mayExecute(_ file: stat, _ mapping: IDMapping) -> Bool {
        let bits: mode_t =
            if overrides {
                0o111
            } else if file.st_uid == mapping.onHost(user) {
                0o100
            } else if groups.contains(where: { mapping.onHost($0) == file.st_gid }) {
                0o010
            } else {
                0o001
            }
        return file.st_mode & bits != 0
    }
}
