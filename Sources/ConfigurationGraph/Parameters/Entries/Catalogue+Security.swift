import OCI

extension Catalogue {
    /// What weakens an instance's isolation, and so must be asked for by name.
    static let security: [Parameter] = [
        .operators(
            "security.seccomp", .choice(["default", "unconfined"]), default: .value("default"),
            doc: "Whether system calls are filtered; unconfined lets all of them through."),
        .operators(
            "security.seccomp.allow", .list(.string), default: .omitted,
            doc: "System calls that are let through besides, by name, whatever their arguments."),
    ]
}
