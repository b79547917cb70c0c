import ConfigurationGraph
import OCI

extension SpecBuilder {
    /// With a state volume there is a place to write; without one the root is it.
    mutating func addRoot() {
        set("ociVersion", "1.0.0", because: "no field of a later version is used")
        let mapped = subject.request.host.features.idmappedLayers
        set(
            "root.path", "rootfs",
            because: mapped
                ? "the bundle has it there: the layers, mounted with the instance's owners"
                : "the bundle has it there: a copy of the layers, chowned, as the host can't map owners")
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
