import OCI
import OCIImages

/// What a derivation is built for, as `x86_64-linux`.
enum NixSystem {
    private static let linux: [String: Platform] = [
        "x86_64": Platform(architecture: "amd64"), "i686": Platform(architecture: "386"),
        "aarch64": Platform(architecture: "arm64"), "armv7l": Platform(architecture: "arm", variant: "v7"),
        "armv6l": Platform(architecture: "arm", variant: "v6"), "riscv64": Platform(architecture: "riscv64"),
        "powerpc64le": Platform(architecture: "ppc64le"), "s390x": Platform(architecture: "s390x"),
    ]

    /// The platform in image-spec's words; nil for one that no image is made for here.
    static func platform(of system: String) -> Platform? {
        guard system.hasSuffix("-linux") else { return nil }
        return linux[String(system.dropLast("-linux".count))]
    }
}
