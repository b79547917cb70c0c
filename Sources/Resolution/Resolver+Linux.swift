import ConfigurationGraph
import OCI

extension Resolver {
    static func addLinux(of subject: Subject, to builder: inout SpecBuilder) {
        let request = subject.request
        if let namespaces = subject.scalar("linux.namespaces")?.value.array {
            builder.set("linux.namespaces", .array(namespaces.map { ["type": $0] }), .catalogueDefault)
        }
        let mapping: JSONValue = [
            ["containerID": 0, "hostID": .integer(Int64(request.idBase)), "size": 65_536]
        ]
        let reason = "\(request.instance) has these ids of \(request.host.id) to itself"
        for path in ["linux.uidMappings", "linux.gidMappings"] {
            builder.set(path, mapping, .rule(path, reason: reason))
        }
        builder.set(
            "linux.cgroupsPath", .string("\(request.host.cgroupParent)/\(request.instance)"),
            .rule("linux.cgroupsPath", reason: "the host's parent and the instance's name"))
        for path in ["linux.maskedPaths", "linux.readonlyPaths", "linux.resources.devices"] {
            if let given = subject.scalar(path) { builder.set(path, given.value, given.origin) }
        }
        builder.note("linux.seccomp", nil, .rule("linux.seccomp", reason: "no profile is made yet"))
        addResources(of: subject, to: &builder)
    }

    private static func addResources(of subject: Subject, to builder: inout SpecBuilder) {
        if let pids = subject.scalar("linux.resources.pids.limit") {
            builder.set("linux.resources.pids.limit", pids.value, pids.origin)
        }
        if let memory = subject.scalar("orchestrator.resources.memory.limit") {
            builder.set("linux.resources.memory.limit", memory.value, memory.origin)
            builder.set(
                "linux.resources.memory.swap", memory.value,
                .rule("linux.resources.memory.swap", reason: "the memory limit holds with swap"))
        }
        if let cpus = number(subject.scalar("orchestrator.resources.cpu.limit")) {
            builder.set("linux.resources.cpu.quota", .integer(Int64((cpus.0 * 100_000).rounded())), cpus.1)
            builder.set(
                "linux.resources.cpu.period", 100_000, .rule("linux.resources.cpu.period", reason: "there is a quota"))
        }
        if let cpus = number(subject.scalar("orchestrator.resources.cpu.request")) {
            builder.set("linux.resources.cpu.shares", .integer(max(2, Int64((cpus.0 * 1024).rounded()))), cpus.1)
        }
    }

    private static func number(_ given: Given?) -> (Double, Provenance.Origin)? {
        switch given?.value {
        case .number(let value): given.map { (value, $0.origin) }
        case .integer(let value): given.map { (Double(value), $0.origin) }
        default: nil
        }
    }
}
