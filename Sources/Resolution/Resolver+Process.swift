import ConfigurationGraph
import OCI

extension Resolver {
    static func addProcess(of subject: Subject, to builder: inout SpecBuilder) {
        addCommand(of: subject, to: &builder)
        addEnvironment(of: subject, to: &builder)
        let debug = subject.request.debug
        builder.set(
            "process.terminal", .bool(debug),
            .rule("process.terminal", reason: debug ? "the instance is debugged" : "the instance isn't debugged"))
        if let privileges = subject.scalar("process.noNewPrivileges") {
            builder.set("process.noNewPrivileges", privileges.value, privileges.origin)
        }
        addUser(of: subject, to: &builder)
        addCapabilities(of: subject, to: &builder)
        addLimits(of: subject, to: &builder)
        addLabels(of: subject, to: &builder)
    }

    /// The operator's command replaces the image's whole; else Entrypoint and Cmd (image-spec, conversion.md).
    private static func addCommand(of subject: Subject, to builder: inout SpecBuilder) {
        let own = (subject.execution.entrypoint ?? []) + (subject.execution.cmd ?? [])
        if let given = subject.scalar("process.args"), given.value.array?.isEmpty == false {
            builder.set("process.args", given.value, given.origin)
        } else if !own.isEmpty {
            builder.set("process.args", .array(own.map { .string($0) }), subject.imageOrigin)
        } else {
            builder.report(
                subject.problem("process.args", "is Required: neither the image nor a configuration gives it"))
        }
        let image = subject.execution.workingDir.flatMap { $0.isEmpty ? nil : $0 }
        if let given = subject.given.strongest("process.cwd"), given.value != .null {
            builder.set("process.cwd", given.value, given.origin)
        } else if let image {
            builder.set("process.cwd", .string(image), subject.imageOrigin)
        } else {
            builder.set("process.cwd", "/", .catalogueDefault)
        }
    }

    private static func addEnvironment(of subject: Subject, to builder: inout SpecBuilder) {
        var givers: [Given] = []
        if case .value(let value) = Catalogue.parameter(at: "process.env")?.default {
            givers.append(Given(value: value, origin: .catalogueDefault))
        }
        if subject.request.debug {
            givers.append(
                Given(value: ["TERM=xterm"], origin: .rule("process.env.TERM", reason: "the instance is debugged")))
        }
        let image = (subject.execution.env ?? []).map { JSONValue.string($0) }
        givers.append(Given(value: .array(image), origin: subject.imageOrigin))
        let merged = Merge.environment(givers + subject.given.all("process.env"))
        builder.write(
            .array(merged.map { .string("\($0.name)=\($0.given.value.string ?? "")") }), at: "process.env")
        for variable in merged {
            builder.note("process.env.\(variable.name)", variable.given.value, variable.given.origin)
        }
    }

    /// Who the process runs as, inside: what the image says, looked up in its own files; the operator can't give it.
    private static func addUser(of subject: Subject, to builder: inout SpecBuilder) {
        let user = subject.image.user
        let named = subject.execution.user.map { !$0.isEmpty } ?? false
        let origin = named ? subject.imageOrigin : .rule("process.user", reason: "the image names no user")
        builder.set("process.user.uid", .integer(Int64(user.uid)), origin)
        builder.set("process.user.gid", .integer(Int64(user.gid)), origin)
        guard !user.additionalGids.isEmpty else { return }
        let groups = user.additionalGids.map { JSONValue.integer(Int64($0)) }
        builder.set("process.user.additionalGids", .array(groups), origin)
    }

    private static func addCapabilities(of subject: Subject, to builder: inout SpecBuilder) {
        let given = subject.given.strongest("process.capabilities")
        let add = names(given?.value["add"])
        let drop = names(given?.value["drop"])
        let kept = Catalogue.defaultCapabilities.filter { !drop.contains($0) && !drop.contains("CAP_ALL") }
        let bounding = Set(kept + add).sorted().map { JSONValue.string($0) }
        let origin = given?.origin ?? .catalogueDefault
        builder.set("process.capabilities.bounding", .array(bounding), origin, parameter: "process.capabilities")
        let isRoot = subject.image.user.uid == 0
        for set in ["effective", "permitted"] {
            builder.set(
                "process.capabilities.\(set)", isRoot ? .array(bounding) : [],
                isRoot ? origin : .rule("process.capabilities", reason: "the process isn't root's"),
                parameter: "process.capabilities")
        }
    }

    private static func names(_ value: JSONValue?) -> [String] {
        (value?.array ?? []).compactMap(\.string).map { $0.uppercased() }
            .map { $0.hasPrefix("CAP_") ? $0 : "CAP_" + $0 }
    }

    private static func addLimits(of subject: Subject, to builder: inout SpecBuilder) {
        guard let limits = subject.scalar("process.rlimits") else { return }
        let most = subject.request.host.features.maximumOpenFiles
        for limit in limits.value.array ?? [] where limit["type"]?.string == "RLIMIT_NOFILE" {
            guard let hard = limit["hard"]?.integer, hard > Int64(clamping: most) else { continue }
            builder.report(
                subject.problem("process.rlimits", "the host can't give more than \(most) open files"))
        }
        builder.set("process.rlimits", limits.value, limits.origin)
    }

    private static func addLabels(of subject: Subject, to builder: inout SpecBuilder) {
        let features = subject.request.host.features
        builder.note(
            "process.apparmorProfile", nil,
            .rule(
                "process.apparmorProfile",
                reason: features.apparmor ? "no profile is loaded" : "the host has no AppArmor"))
        builder.note(
            "process.selinuxLabel", nil,
            .rule("process.selinuxLabel", reason: features.selinux ? "no label is chosen" : "the host has no SELinux"))
    }
}
