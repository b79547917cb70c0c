import ConfigurationGraph
import OCI

/// A volume as an automaton mounts it.
struct MountedVolume {
    let mount: Automaton.VolumeMount
    /// What is wrong with the volume.
    private(set) var problems: [ResolutionProblem] = []
    private var settings: [String: Setting] = [:]

    init(_ mount: Automaton.VolumeMount, in view: some GraphView) throws {
        self.mount = mount
        guard let volume = try view.value(Volume.self, named: mount.volume) else {
            problems = [
                ResolutionProblem(
                    parameter: "volumes", message: "names '\(mount.volume)', which isn't there",
                    node: NodeID(.volume, mount.volume), location: mount.location)
            ]
            return
        }
        for setting in volume.settings.flatMap(SettingCheck.expanded) {
            let found = SettingCheck.check(setting, kind: .volume)
            problems += found.map { ResolutionProblem($0, node: volume.id) }
            if found.isEmpty { settings[setting.parameter] = setting }
        }
        if let size = settings["volume.size"], size.value != .null {
            problems.append(
                ResolutionProblem(
                    parameter: size.parameter, message: "can't be held to: local volumes have no quota; leave it out",
                    node: volume.id, location: size.location))
        }
        if let retain = settings["volume.retain"], retain.value != "keep", retain.value != .null {
            problems.append(
                ResolutionProblem(
                    parameter: retain.parameter,
                    message: "can only be keep: a local volume stays until 'emergence delete --volumes'",
                    node: volume.id, location: retain.location))
        }
    }

    /// The mount's options: the volume's own, read-only if either side says so.
    var options: [JSONValue] {
        let own = (value(of: "volume.mountOptions")?.array ?? []).filter { $0 != "ro" && $0 != "rw" }
        let readonly = mount.readonly || value(of: "volume.readonly") == true
        return own + (readonly ? ["ro"] : [])
    }

    private func value(of parameter: String) -> JSONValue? {
        if let setting = settings[parameter] { return setting.value }
        guard case .value(let value) = Catalogue.parameter(at: parameter)?.default else { return nil }
        return value
    }
}

extension ResolutionProblem {
    /// A problem of a setting, with the node that gives it.
    init(_ problem: SettingProblem, node: NodeID) {
        self.init(parameter: problem.parameter, message: problem.message, node: node, location: problem.location)
    }
}
