/// What a manifest runs on, in the words of Go's GOOS and GOARCH (image-spec, image-index.md).
public struct Platform: Hashable, Sendable, Codable {
    /// The operating system, such as `linux`.
    public var os: String
    /// The processor, such as `amd64` or `arm64`.
    public var architecture: String
    /// The processor's variant, such as `v8`.
    public var variant: String?
    /// The operating system's version; of meaning on Windows alone.
    public var osVersion: String?
    /// What the operating system must be able to do; of meaning on Windows alone.
    public var osFeatures: [String]?
    public var unknownFields = UnknownFields()

    public init(os: String = "linux", architecture: String, variant: String? = nil) {
        self.os = os
        self.architecture = architecture
        self.variant = variant
    }

    private enum CodingKeys: String, CodingKey {
        case unknownFields
        case os, architecture, variant
        case osVersion = "os.version"
        case osFeatures = "os.features"
    }
}

extension Platform: CustomStringConvertible {
    public var description: String {
        ([os, architecture] + (variant.map { [$0] } ?? [])).joined(separator: "/")
    }
}
