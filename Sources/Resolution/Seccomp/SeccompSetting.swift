/// What a profile is compiled for.
struct SeccompSetting: Hashable, Sendable {
    /// The capabilities that the process can ever have; only those that let calls through are kept.
    let capabilities: Set<String>
    let kernel: KernelVersion
    /// GOARCH's name of the host's processor.
    let architecture: String
    /// Calls that are let through whatever their group says.
    let additions: Set<String>

    init(capabilities: some Sequence<String>, kernel: KernelVersion, architecture: String, additions: Set<String> = [])
    {
        self.capabilities = SeccompProfile.capabilities.intersection(capabilities)
        self.kernel = kernel
        self.architecture = architecture
        self.additions = additions
    }

    /// The processor's own calls, and those of the 32-bit programs that it runs besides, as libseccomp calls them.
    ///
    /// Not x32: nobody builds for it, distributions' kernels have it off, and it makes every filter longer by half.
    /// A call of an architecture that isn't listed ends the process.
    var architectures: [String] {
        switch architecture {
        case "amd64": ["SCMP_ARCH_X86_64", "SCMP_ARCH_X86"]
        case "arm64": ["SCMP_ARCH_AARCH64", "SCMP_ARCH_ARM"]
        default: []
        }
    }
}
