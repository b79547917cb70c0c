import ConfigurationGraph
import OCI

extension SpecBuilder {
    /// Refuses what the host can't do: nothing is dropped in silence.
    mutating func checkHost() {
        checkPlatform()
        checkNetwork()
        checkQueues()
        checkLimits()
        checkMemory()
        checkRuntime()
        checkDisks()
    }

    private mutating func checkPlatform() {
        let host = subject.request.host
        guard let image = subject.image?.configuration, image.architecture != host.architecture else { return }
        report(
            "artefact",
            "'\(subject.artefact.name)' is for \(image.architecture), and \(host.id) is \(host.architecture)")
    }

    private mutating func checkNetwork() {
        let host = subject.request.host
        let reason: String
        if isShared("network") {
            reason = "as security.hostNamespaces shares the host's network: its ports are the host's"
        } else if host.features.network {
            return
        } else {
            reason = "as \(host.id) has no CNI plugins: install containernetworking-plugins"
        }
        if subject.given.value(of: "relay.publish")?.array?.isEmpty == false {
            report("relay.publish", "can't be had, \(reason)")
        }
        if let dependency = subject.automaton.dependencies.first {
            report("relay.dependencies", "can't be reached, \(reason)", at: dependency.location)
        }
    }

    /// An instance that shares the host's queues is given the host's folder of them.
    private mutating func checkQueues() {
        let host = subject.request.host
        guard isShared("ipc"), host.features.messageQueues == false else { return }
        report(
            "security.hostNamespaces",
            "can't share ipc, as \(host.id) has no /dev/mqueue: 'mount -m -t mqueue mqueue /dev/mqueue' there gives it one"
        )
    }

    private mutating func checkLimits() {
        let host = subject.request.host
        for limit in subject.given.value(of: "process.rlimits")?.array ?? [] {
            let name = limit["type"]?.string ?? ""
            guard let soft = limit["soft"]?.integer, let hard = limit["hard"]?.integer else { continue }
            if soft > hard { report("process.rlimits.\(name)", "has a soft limit above its hard limit") }
            if name == "RLIMIT_NOFILE", UInt64(hard) > host.features.maximumOpenFiles {
                report(
                    "process.rlimits.\(name)",
                    "is \(hard), more than the \(host.features.maximumOpenFiles) open files that \(host.id) can give")
            }
        }
    }

    private mutating func checkMemory() {
        let request = "orchestrator.resources.memory.request"
        guard case .node = subject.given[request]?.given.last?.tag,
            let needed = subject.given.value(of: request)?.integer,
            let limit = subject.given.value(of: "orchestrator.resources.memory.limit")?.integer, limit < needed
        else { return }
        report(request, "is \(needed), more than the limit of \(limit)")
    }
}
