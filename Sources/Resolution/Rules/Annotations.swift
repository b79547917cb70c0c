import ConfigurationGraph
import OCI

extension SpecBuilder {
    /// What the image says of itself (image-spec, conversion.md, "Annotation Fields"); its labels win over the rest.
    mutating func addAnnotations() {
        guard let image = subject.image else { return }
        let configuration = image.configuration
        var annotations = [
            "os": configuration.os, "architecture": configuration.architecture, "variant": configuration.variant,
            "author": configuration.author, "created": configuration.created,
            "stopSignal": subject.execution.stopSignal,
            "exposedPorts": subject.execution.exposedPorts.map { $0.keys.sorted().joined(separator: ",") },
        ].compactMapValues { $0?.isEmpty == true ? nil : $0 }
        annotations = Dictionary(
            annotations.map { ("org.opencontainers.image." + $0, $1) }, uniquingKeysWith: { first, _ in first })
        annotations.merge(subject.execution.labels ?? [:]) { _, label in label }
        for (key, value) in annotations.sorted(by: { $0.key < $1.key }) {
            set("annotations.\(key)", .string(value), .imageConfig(image.digest))
        }
    }
}
