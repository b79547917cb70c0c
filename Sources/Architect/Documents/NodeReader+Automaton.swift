import ConfigurationGraph

/// Reads what an automaton runs, follows, mounts and calls.
extension NodeReader {
    mutating func automaton(_ document: Document, _ keys: DocumentKeys, _ declaration: Declaration) -> Automaton {
        Automaton(
            name: document.name, artefact: artefactName(document, keys), configurations: configurations(document, keys),
            volumes: volumes(document, keys), dependencies: dependencies(document, keys), settings: keys.settings,
            declaration: declaration)
    }

    private mutating func artefactName(_ document: Document, _ keys: DocumentKeys) -> String {
        guard let value = keys.structure["artefact"], !value.isNull else {
            findings.note("this Automaton has no 'artefact' to run", at: document.location)
            return ""
        }
        guard let name = text(value, of: "artefact") else { return "" }
        refer(from: document, to: NodeID(.artefact, name), at: value.location)
        return name
    }

    private mutating func configurations(_ document: Document, _ keys: DocumentKeys) -> [String] {
        var names: [String] = []
        var seen: Set<String> = []
        for value in list(keys.structure["configurations"], of: "configurations") {
            guard let name = text(value, of: "configurations") else { continue }
            if !seen.insert(name).inserted {
                findings.note("the configuration '\(name)' is named twice", at: value.location)
            } else {
                names.append(name)
                refer(from: document, to: NodeID(.configuration, name), at: value.location)
            }
        }
        return names
    }

    private mutating func volumes(_ document: Document, _ keys: DocumentKeys) -> [Automaton.VolumeMount] {
        var mounts: [Automaton.VolumeMount] = []
        var volumes: [String: String] = [:]
        for value in list(keys.structure["volumes"], of: "volumes") {
            guard let mount = mount(value, document) else { continue }
            if let other = volumes.updateValue(mount.volume, forKey: mount.destination) {
                findings.note(
                    "the volumes '\(other)' and '\(mount.volume)' have one destination, '\(mount.destination)'",
                    at: mount.location)
            }
            mounts.append(mount)
        }
        return mounts
    }

    private mutating func mount(_ value: YAMLValue, _ document: Document) -> Automaton.VolumeMount? {
        guard let entry = entry(value, of: "volumes", keys: ["name", "destination", "readonly"]),
            let name = required("name", of: entry, "volumes", at: value.location),
            let destination = required("destination", of: entry, "volumes", at: value.location)
        else { return nil }
        refer(from: document, to: NodeID(.volume, name), at: entry["name"]?.location ?? value.location)
        if let problem = MountPoint.problem(with: destination) {
            findings.note(problem, at: entry["destination"]?.location ?? value.location)
            return nil
        }
        return Automaton.VolumeMount(
            volume: name, destination: MountPoint.normalised(destination),
            readonly: bool(entry["readonly"], of: "readonly", default: false), location: value.location)
    }

    private mutating func dependencies(_ document: Document, _ keys: DocumentKeys) -> [Automaton.Dependency] {
        var dependencies: [Automaton.Dependency] = []
        var names: Set<String> = []
        for value in list(keys.structure["relay.dependencies"], of: "relay.dependencies") {
            guard let dependency = dependency(value, document) else { continue }
            let name = dependency.alias ?? dependency.automaton
            if !names.insert(name).inserted {
                findings.note("two dependencies are called '\(name)'", hint: "give one an 'alias'", at: value.location)
            }
            dependencies.append(dependency)
        }
        return dependencies
    }

    private mutating func dependency(_ value: YAMLValue, _ document: Document) -> Automaton.Dependency? {
        let path = "relay.dependencies"
        guard let entry = entry(value, of: path, keys: ["automaton", "alias", "startOrder"]),
            let name = required("automaton", of: entry, path, at: value.location)
        else { return nil }
        refer(from: document, to: NodeID(.automaton, name), at: entry["automaton"]?.location ?? value.location)
        let alias = entry["alias"].flatMap { $0.isNull ? nil : text($0, of: "alias") }
        if let alias, let problem = NameRule.problem(with: alias) {
            findings.note(problem, at: entry["alias"]?.location ?? value.location)
        }
        return Automaton.Dependency(
            automaton: name, alias: alias,
            startOrder: bool(entry["startOrder"], of: "startOrder", default: true), location: value.location)
    }

    private mutating func required(
        _ key: String, of entry: [String: YAMLValue], _ path: String, at location: SourceLocation
    ) -> String? {
        if let value = entry[key], !value.isNull { return text(value, of: key) }
        findings.note("this entry of '\(path)' has no '\(key)'", at: location)
        return nil
    }
}
