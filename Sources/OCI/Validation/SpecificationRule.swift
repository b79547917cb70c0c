/// What forbids something in a document: the specification's JSON Schema, or a sentence of its prose that the schema
/// doesn't have.
public enum SpecificationRule: String, Hashable, Sendable, CaseIterable {
    /// The specification's JSON Schema.
    case schema

    // runtime-spec
    case version, absolutePath, variable, command, distinctLimits, limitOrder, adjustmentRange, annotationKey
    case distinctNamespaces, mappedMount, deviceNumbers, rdmaLimit, weightNeeded, weightRange, rateNeeded
    case deviceRule, swappiness, schemataLines, personalityDomain, memoryPolicyMode, listener, nanoseconds
    case hookTimeout, networkDevice, processID

    // image-spec
    case digest, uri, base64, dataSize, sizeRange, descriptorFields, port, emptyConfig

    /// The section that says so; nil for the schema.
    public var section: String? {
        switch self {
        case .schema: nil
        case .version: "runtime-spec, config.md, Specification version"
        case .absolutePath: "runtime-spec: the path must be absolute"
        case .variable: "IEEE Std 1003.1, environ"
        case .command, .distinctLimits, .limitOrder, .adjustmentRange: "runtime-spec, config.md, Process"
        case .annotationKey: "runtime-spec, config.md, Annotations"
        case .distinctNamespaces: "runtime-spec, config-linux.md, Namespaces"
        case .mappedMount: "runtime-spec, config.md, Mounts"
        case .deviceNumbers: "runtime-spec, config-linux.md, Devices"
        case .networkDevice: "runtime-spec, config-linux.md, Network Devices"
        case .rdmaLimit: "runtime-spec, config-linux.md, RDMA"
        case .weightNeeded, .weightRange, .rateNeeded: "runtime-spec, config-linux.md, Block IO"
        case .deviceRule: "runtime-spec, config-linux.md, Allowed Device list"
        case .swappiness: "runtime-spec, config-linux.md, Memory"
        case .schemataLines: "runtime-spec, config-linux.md, IntelRdt"
        case .personalityDomain: "runtime-spec, config-linux.md, Personality"
        case .memoryPolicyMode: "runtime-spec, config-linux.md, Memory policy"
        case .listener: "runtime-spec, config-linux.md, Seccomp"
        case .nanoseconds: "runtime-spec, config-linux.md, Offset for Time Namespace"
        case .hookTimeout: "runtime-spec, config.md, POSIX-platform Hooks"
        case .processID: "runtime-spec, runtime.md, State"
        case .digest: "image-spec, descriptor.md, Digests"
        case .uri, .base64, .dataSize, .sizeRange, .descriptorFields:
            "image-spec, descriptor.md, Properties"
        case .port: "image-spec, config.md, Properties"
        case .emptyConfig: "image-spec, manifest.md, Image Manifest Property Descriptions"
        }
    }
}
