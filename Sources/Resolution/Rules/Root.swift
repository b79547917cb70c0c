import ConfigurationGraph
import OCI

extension SpecBuilder {
    /// With a state volume there is a place to write; without one the root is it.
    mutating func addRoot() {
        set("ociVersion", "1.0.0", because: "no field of a later version is used")
        let mapped = subject.request.host.features.idmappedLayers
        let content =
            switch (subject.artefact.content, mapped) {
            case (.nix, _): "its closure's store paths, read-only, in a skeleton of folders"
            case (.image, true): "the layers, mounted with the instance's owners"
            case (.image, false): "a copy of the layers, chowned, as the host can't map owners"
            }
        set("root.path", "rootfs", because: "the bundle has it there: \(content)")
        if !settle("root.readonly", else: .bool(subject.hasState)) {
            set(
                "root.readonly", .bool(subject.hasState),
                because: subject.hasState ? "a state volume is mounted" : "no state volume is mounted")
        }
    }

    /// Whether nothing can be written but mounts.
    var hasReadOnlyRoot: Bool {
        guard subject.given["root.readonly"] != nil else { return subject.hasState }
        return subject.given.value(of: "root.readonly") == true
    }
}
