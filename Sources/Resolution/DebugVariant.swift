public import ConfigurationGraph
import OCI

/// A second instance of what an instance runs, to look into it: the same artefact and configuration, with a terminal.
///
/// Its configuration is made from that of the original as it is in the graph, row by row, so that it is the same whatever
/// has been declared since. What differs says by which rule; all else keeps the origin that it has.
public struct DebugVariant: Hashable, Sendable {
    /// Where a shell is found inside: in no folder that PATH leads to.
    public static let shell = "/.emergence/busybox"

    /// The variant's name.
    public var name: String
    /// The instance that it is a variant of.
    public var original: String
    /// The host that both are on.
    public var host: Host
    /// The first of its 65,536 user and group ids on the host.
    public var idBase: UInt32
    /// What runs in place of the original's command; empty for that.
    public var program: [String]
    /// The path of a static busybox on the host, to be mounted at ``shell``; nil for none.
    public var busybox: String?

    public init(
        name: String, original: String, host: Host, idBase: UInt32, program: [String] = [], busybox: String? = nil
    ) {
        self.name = name
        self.original = original
        self.host = host
        self.idBase = idBase
        self.program = program
        self.busybox = busybox
    }

    /// The variant's own configuration.
    ///
    /// - Parameter spec: the original's own, with nothing left open.
    /// - Throws: ``ResolutionFailure`` and `DecodingError` when it makes none.
    public func resolve(_ spec: RuntimeSpecNode) throws -> ResolvedInstance {
        var rows = spec.provenance.map(changed)
        if busybox != nil { rows.put(shellMount) }
        if !rows.contains(where: { $0.path == "process.env.TERM" && $0.value != nil }) { rows.put(terminalName) }
        rows.put(startedOnce(instead: rows.first { $0.path == "overwatch.restart.policy" }?.value))
        let node = try RuntimeSpecNode(rows: rows, gaps: nil)
        return ResolvedInstance(
            node: node, common: try CanonicalJSON.value(RuntimeConfiguration.self, of: node.spec),
            identity: InstanceIdentity(name: name, host: host.name, idBase: idBase))
    }

    private func changed(_ row: Provenance) -> Provenance {
        switch row.path {
        case "process.terminal": return row.set(true, because: "\(name) is a debug variant of \(original)")
        case "process.args" where !program.isEmpty:
            return row.set(.strings(program), because: "whoever debugs \(original) asked for this program")
        case "linux.uidMappings", "linux.gidMappings":
            let mapping: JSONValue = [
                "containerID": 0, "hostID": .integer(Int64(idBase)), "size": .integer(Int64(SpecBuilder.idCount)),
            ]
            return row.set([mapping], because: "\(name) has these ids of \(host.id) to itself")
        case "linux.cgroupsPath":
            return row.set(
                .string("\(host.cgroupParent)/\(name)"),
                because: "it is the parent of \(host.id) and the variant's name")
        case "relay.publish" where row.value != nil:
            return row.set(nil, because: "a port can be published once, and \(original) has these")
        case "overwatch.readiness.type", "overwatch.liveness.type", "overwatch.startup.type":
            guard row.value != nil else { return row }
            return row.set(nil, because: "nobody waits for a debug variant, and nothing replaces it")
        default: return readOnly(row)
        }
    }

    /// A state volume is looked at and not written to, whatever its access mode: the original goes on using it.
    private func readOnly(_ row: Provenance) -> Provenance {
        guard row.path.hasPrefix("mounts."), row.value?["source"]?.string?.hasPrefix("volumes/") == true,
            var mount = row.value?.object
        else { return row }
        let options = (mount["options"]?.array ?? []).filter { $0 != "ro" && $0 != "rw" }
        mount["options"] = .array(options + ["ro"])
        return row.set(
            .object(mount), because: "\(original) goes on using the volume, so its debug variant only reads it")
    }

    private var shellMount: Provenance {
        Provenance(
            path: "mounts.\(Self.shell)", parameter: "mounts", category: .optional,
            value: [
                "destination": .string(Self.shell), "type": "bind", "source": .string(busybox ?? ""),
                "options": ["bind", "ro", "nosuid", "nodev"],
            ],
            origin: .rule("mounts", reason: "whoever debugs \(original) asked for a shell"))
    }

    private var terminalName: Provenance {
        Provenance(
            path: "process.env.TERM", parameter: "process.env", category: .optional, value: .string(Self.terminal),
            origin: .rule("process.env.TERM", reason: "the instance is debugged, so it has a terminal"))
    }

    private func startedOnce(instead value: JSONValue?) -> Provenance {
        Provenance(
            path: "overwatch.restart.policy", parameter: "overwatch.restart.policy", category: .optional,
            value: "never", origin: .rule("overwatch.restart.policy", reason: "a debug variant is started once"),
            otherwise: value)
    }

    /// What programs are told that the terminal is.
    static let terminal = "xterm"
}

extension Provenance {
    /// The row with another value, by the rule that is named after its path; otherwise it would be as the original's.
    fileprivate func set(_ value: JSONValue?, because reason: String) -> Provenance {
        var row = self
        row.value = value
        row.otherwise = self.value
        row.origin = .rule(path, reason: reason)
        return row
    }
}

extension [Provenance] {
    /// Sets a row in place of one of its path, else behind the last of its parameter, else where its parameter belongs.
    fileprivate mutating func put(_ row: Provenance) {
        if let place = firstIndex(where: { $0.path == row.path }) {
            self[place] = row
        } else {
            // As resolution sorts them: behind the last of its list, else by its path.
            let list = ConfigurationDocument.list(of: row.path)
            let isLater = { (other: Provenance) in ConfigurationDocument.list(of: other.path) > list }
            insert(row, at: firstIndex(where: isLater) ?? endIndex)
        }
    }
}
