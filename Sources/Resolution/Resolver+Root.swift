import ConfigurationGraph
import OCI

extension Resolver {
    static func addRoot(of subject: Subject, to builder: inout SpecBuilder) {
        builder.set("ociVersion", "1.0.0", .rule("ociVersion", reason: "no field of a later version is used"))
        builder.set("root.path", "rootfs", .rule("root.path", reason: "the bundle has it there"))
        let readonly = readOnlyRoot(of: subject)
        builder.set("root.readonly", readonly.value, readonly.origin)
        if let given = subject.given.strongest("hostname"), given.value != .null {
            builder.set("hostname", given.value, given.origin)
        } else {
            builder.set(
                "hostname", .string(subject.artefact.name), .rule("hostname", reason: "it is the artefact's name"))
        }
        if let hooks = subject.scalar("hooks") { builder.set("hooks", hooks.value, hooks.origin) }
        addAnnotations(of: subject, to: &builder)
    }

    /// With a state volume there is a place to write; without one the root is it.
    static func readOnlyRoot(of subject: Subject) -> Given {
        if let given = subject.given.strongest("root.readonly"), given.value != .null { return given }
        let reason = subject.hasState ? "a state volume is mounted" : "no state volume is mounted"
        return Given(value: .bool(subject.hasState), origin: .rule("root.readonly", reason: reason))
    }

    /// What the image says of itself (image-spec, conversion.md, "Annotation Fields"); labels win over the rest.
    private static func addAnnotations(of subject: Subject, to builder: inout SpecBuilder) {
        let image = subject.image.configuration
        let prefix = "org.opencontainers.image."
        var annotations: [String: String] = [prefix + "os": image.os, prefix + "architecture": image.architecture]
        annotations[prefix + "created"] = image.created
        annotations[prefix + "author"] = image.author
        annotations[prefix + "stopSignal"] = subject.execution.stopSignal
        let ports = subject.execution.exposedPorts?.keys.sorted() ?? []
        if !ports.isEmpty { annotations[prefix + "exposedPorts"] = ports.joined(separator: ",") }
        annotations.merge(subject.execution.labels ?? [:]) { _, label in label }
        builder.write(.object(annotations.mapValues { .string($0) }), at: "annotations")
        for (key, value) in annotations {
            builder.note("annotations.\(key)", .string(value), subject.imageOrigin)
        }
    }
}
