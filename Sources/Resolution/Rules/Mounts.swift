import ConfigurationGraph
import OCI

extension SpecBuilder {
    /// The system's mounts first, then all others so that a mount comes after those that it lies in.
    mutating func addMounts() {
        for mount in Mount.system { add(isShared(mount.namespace ?? "") ? mount.ofHost : mount) }
        var others = Mount.names
        others += volumes()
        others += ephemeralVolumes()
        others += secretFiles(beside: others)
        others += operatorsMounts(beside: others)
        if subject.artefact.nix != nil {
            for mount in others where Mount.hidesStore(mount.destination) {
                report("mounts.\(mount.destination)", "would hide the artefact's store paths")
            }
        }
        let taken = Set(others.map(\.destination))
        if hasReadOnlyRoot { others += Mount.writable.filter { !taken.contains($0.destination) } }
        for mount in others.sorted(by: { $0.depthFirst.lexicographicallyPrecedes($1.depthFirst) }) { add(mount) }
    }

    private mutating func add(_ mount: Mount) {
        set("mounts.\(mount.destination)", mount.json, mount.origin, under: mount.parameter)
    }

    private mutating func volumes() -> [Mount] {
        var taken: Set<String> = []
        return subject.volumes.map { volume in
            let destination = volume.mount.destination
            if !taken.insert(destination).inserted {
                report("volumes", "has two at \(destination)", at: volume.mount.location)
            } else if Mount.hidesSystem(destination) {
                report("volumes", "would hide what Linux programs expect at \(destination)", at: volume.mount.location)
            }
            return Mount(
                destination, type: "bind", source: "volumes/\(volume.mount.volume)", options: volume.options,
                from: subject.origin(at: volume.mount.location), under: "mounts")
        }
    }

    /// The image's own volumes, which live as long as the container; the runtime fills them from the image.
    private mutating func ephemeralVolumes() -> [Mount] {
        guard let image = subject.image else { return [] }
        let covered = Set(subject.volumes.map(\.mount.destination))
        let destinations = imageVolumes().filter { !covered.contains($0) }
        let origin = Provenance.Origin.imageConfig(image.digest)
        if !destinations.isEmpty { set("image.config.Volumes", .strings(destinations), origin) }
        return destinations.enumerated().map { index, destination in
            Mount(
                destination, type: "bind", source: "ephemeral/\(index)",
                options: ["rbind", "rprivate", "nosuid", "nodev"], from: origin, under: "mounts")
        }
    }

    /// Where the image wants volumes, as paths that mounts can have, sorted.
    private mutating func imageVolumes() -> [String] {
        var found: Set<String> = []
        for path in (subject.execution.volumes ?? [:]).keys.sorted() {
            if let normal = ParameterType.path.normalised(.string(path))?.string, !Mount.hidesSystem(normal) {
                found.insert(normal)
            } else {
                report("image.config.Volumes", "has '\(path)', which is no place for a mount")
            }
        }
        return found.sorted()
    }

    private mutating func operatorsMounts(beside others: [Mount]) -> [Mount] {
        let taken = Set(others.map(\.destination))
        return (subject.given["mounts"]?.given ?? []).map { destination, value, origin in
            if taken.contains(destination) {
                report("mounts.\(destination)", "is a volume's or a secret's place, or one of Emergence's own files")
            } else if Mount.hidesSystem(destination) {
                report("mounts.\(destination)", "would hide what Linux programs expect there")
            }
            if options(of: value).contains(where: { ["idmap", "ridmap"].contains($0) }) {
                report("mounts.\(destination)", "can't map ids: Emergence maps those of volumes itself")
            }
            let source = value["source"]?.string ?? ""
            let options = options(of: value)
            let isBind = value["type"] == "bind" || options.contains("bind") || options.contains("rbind")
            if isBind, !source.hasPrefix("/") {
                report("mounts.\(destination)", "must have the absolute path of the host that is bound as its source")
            }
            return Mount(destination, value, from: origin)
        }
    }

    private func options(of mount: JSONValue) -> [JSONValue] { mount["options"]?.array ?? [] }
}
